// Forgets to look whether anything is still open at the end.
const pairs = { ')': '(', ']': '[', '}': '{' };

export function isBalanced(text) {
  const opened = [];
  for (const character of text) {
    if ('([{'.includes(character)) opened.push(character);
    else if (character in pairs && opened.pop() !== pairs[character]) return false;
  }
  return true;
}
