export function wrap(text: string, width: number): string[] {
  if (width < 1) throw new RangeError('a line is at least one character wide');
  return text.split('\n').flatMap((paragraph) => [...fill(paragraph.match(/\S+/g) ?? [], width)]);
}

function* fill(words: string[], width: number): Generator<string> {
  let line = '';
  for (const word of words) {
    if (line && line.length + 1 + word.length <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line) yield line;
    const full = Math.ceil(word.length / width) - 1;
    for (let piece = 0; piece < full; piece++) yield word.slice(piece * width, (piece + 1) * width);
    line = word.slice(full * width);
  }
  yield line;
}
