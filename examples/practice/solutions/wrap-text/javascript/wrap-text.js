export function wrap(text, width) {
  if (width < 1) throw new RangeError('a line is at least one character wide');
  return text.split('\n').flatMap((paragraph) => fill(paragraph.split(/\s+/).filter(Boolean), width));
}

function fill(words, width) {
  const lines = [];
  let line = '';
  for (let word of words) {
    if (line && line.length + 1 + word.length <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line) lines.push(line);
    for (; word.length > width; word = word.slice(width)) lines.push(word.slice(0, width));
    line = word;
  }
  return [...lines, line];
}
