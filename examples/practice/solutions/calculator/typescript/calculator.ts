type Token = { number: number } | { sign: string };

/** Two stacks instead of recursion: numbers, and the signs that wait for their right-hand side. */
export function calculate(text: string): number {
  const numbers: number[] = [];
  const signs: string[] = [];
  let wantsNumber = true;

  for (const token of tokenize(text)) {
    if ('number' in token) {
      if (!wantsNumber) throw new SyntaxError('two numbers side by side');
      numbers.push(token.number);
      wantsNumber = false;
    } else if (wantsNumber) {
      if (token.sign === '-') signs.push('negate');
      else if (token.sign === '(') signs.push('(');
      else throw new SyntaxError(`unexpected ${token.sign}`);
    } else if (token.sign === ')') {
      reduceWhile(() => signs.at(-1) !== '(');
      if (signs.pop() !== '(') throw new SyntaxError('a bracket too many');
    } else {
      if (token.sign === '(') throw new SyntaxError('unexpected (');
      reduceWhile((waiting) => strength(waiting) >= strength(token.sign));
      signs.push(token.sign);
      wantsNumber = true;
    }
  }
  if (wantsNumber) throw new SyntaxError('unexpected end');
  reduceWhile(() => true);
  return numbers.pop() ?? NaN;

  function reduceWhile(test: (sign: string) => boolean): void {
    for (let sign = signs.at(-1); sign !== undefined && test(sign); sign = signs.at(-1)) {
      if (sign === '(') throw new SyntaxError('a bracket is never closed');
      signs.pop();
      const right = numbers.pop() ?? NaN;
      numbers.push(sign === 'negate' ? -right : apply(sign, numbers.pop() ?? NaN, right));
    }
  }
}

function* tokenize(text: string): Generator<Token> {
  for (const [piece] of text.matchAll(/[\d.]+|\S/g)) {
    if (/^(\d+\.?\d*|\.\d+)$/.test(piece)) yield { number: Number(piece) };
    else if ('+-*/()'.includes(piece)) yield { sign: piece };
    else throw new SyntaxError(`unexpected ${piece}`);
  }
}

function strength(sign: string): number {
  return { '+': 1, '-': 1, '*': 2, '/': 2, 'negate': 3 }[sign] ?? 0;
}

function apply(sign: string, left: number, right: number): number {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  if (right === 0) throw new RangeError('division by zero');
  return left / right;
}
