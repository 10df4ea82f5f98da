const pairs = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const openers = new Set(pairs.values());

export function isBalanced(text) {
  const opened = [];
  for (const character of text) {
    if (openers.has(character)) opened.push(character);
    else if (pairs.has(character) && opened.pop() !== pairs.get(character)) return false;
  }
  return opened.length === 0;
}
