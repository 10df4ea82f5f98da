// Forgets the space between two words, and never cuts a word.
export function wrap(text, width) {
  if (width < 1) throw new RangeError('too narrow');
  const lines = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.trim().split(/\s+/)) {
      if (line.length + word.length <= width) line += (line && ' ') + word;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  return lines;
}
