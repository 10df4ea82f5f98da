export function calculate(text) {
  const rest = tokenize(text);
  const value = sum(rest);
  if (rest.length > 0) throw new SyntaxError(`unexpected ${rest[0]}`);
  return value;
}

function tokenize(text) {
  const tokens = [];
  const pattern = /\s*(?:(\d+(?:\.\d*)?|\.\d+)(?![\d.])|([-+*/()]))/y;
  const trimmed = text.trimEnd();
  while (pattern.lastIndex < trimmed.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(trimmed);
    if (!match) throw new SyntaxError(`unexpected ${trimmed.slice(from).trim()[0]}`);
    tokens.push(match[1] ?? match[2]);
  }
  return tokens;
}

function sum(rest) {
  let value = product(rest);
  while (rest[0] === '+' || rest[0] === '-') {
    value = rest.shift() === '+' ? value + product(rest) : value - product(rest);
  }
  return value;
}

function product(rest) {
  let value = factor(rest);
  while (rest[0] === '*' || rest[0] === '/') {
    value = rest.shift() === '*' ? value * factor(rest) : divide(value, factor(rest));
  }
  return value;
}

function divide(a, b) {
  if (b === 0) throw new RangeError('division by zero');
  return a / b;
}

function factor(rest) {
  const token = rest.shift();
  if (token === '-') return -factor(rest);
  if (token === '(') {
    const value = sum(rest);
    if (rest.shift() !== ')') throw new SyntaxError('a bracket is never closed');
    return value;
  }
  if (token === undefined || !/[\d.]/.test(token)) throw new SyntaxError(`unexpected ${token ?? 'end'}`);
  return Number(token);
}
