// A long answer as models write them: prose, lists, code, a table, by turns. The same at every run.

const words =
  `the a list map key value index loop function returns each when then first last pointer window sum best`.split(
    ' ',
  );

/** Numbers that look random and are not (mulberry32). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function writer(random) {
  const word = () => words[random(words.length)];
  const phrase = (count) => Array.from({ length: count }, word).join(' ');
  const styled = [
    (text) => `**${text}**`,
    (text) => `*${text}*`,
    (text) => `\`${text}\``,
    (text) => `[${text}](https://docs.example/${text.replaceAll(' ', '-')})`,
  ];
  const inline = () => styled[random(styled.length)](phrase(1 + random(3)));
  const sentence = () => `${phrase(6 + random(8))} ${inline()} ${phrase(4 + random(8))}. `;
  const many = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join('\n');
  const line = (at) => `${'    '.repeat(at % 4)}${word()}_${word()} = ${word()}[${at}]  # ${phrase(3)}`;
  return [
    () => `## ${phrase(4)}`,
    () => sentence() + sentence() + sentence(),
    () => many(4 + random(4), () => `- ${sentence()}`),
    () => `\`\`\`python\n${many(8 + random(16), line)}\n\`\`\``,
    () => sentence() + sentence(),
    () => many(3 + random(3), (at) => `${at + 1}. **${phrase(2)}**: ${sentence()}\n   - ${sentence()}`),
    () =>
      `| ${word()} | ${word()} | ${word()} |\n|---|:-:|--:|\n${many(4 + random(6), () => `| ${phrase(2)} | ${inline()} | ${random(100)} |`)}`,
    () => `> ${sentence()}`,
  ];
}

/** An answer of so many characters. */
export function answer(size) {
  const blocks = writer(numbers(7));
  let text = '';
  for (let at = 0; text.length < size; at++) text += `${blocks[at % blocks.length]()}\n\n`;
  return text.slice(0, size);
}

/** A text in pieces of one length. */
export function pieces(text, count) {
  const length = text.length / count;
  return Array.from({ length: count }, (_, at) =>
    text.slice(Math.round(at * length), Math.round((at + 1) * length)),
  );
}
