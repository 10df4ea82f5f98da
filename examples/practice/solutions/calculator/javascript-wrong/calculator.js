// Goes from right to left, and divides by zero without a word.
export function calculate(text) {
  const tokens = text.match(/\d*\.?\d+|[-+*/()]/g) ?? [];
  const value = sum();
  if (tokens.length > 0) throw new Error('unexpected ' + tokens[0]);
  return value;

  function sum() {
    const left = product();
    if (tokens[0] === '+') return (tokens.shift(), left + sum());
    if (tokens[0] === '-') return (tokens.shift(), left - sum());
    return left;
  }
  function product() {
    const left = factor();
    if (tokens[0] === '*') return (tokens.shift(), left * product());
    if (tokens[0] === '/') return (tokens.shift(), left / product());
    return left;
  }
  function factor() {
    const token = tokens.shift();
    if (token === '-') return -factor();
    if (token !== '(') {
      if (Number.isNaN(Number(token))) throw new Error('unexpected ' + token);
      return Number(token);
    }
    const value = sum();
    if (tokens.shift() !== ')') throw new Error('a bracket is never closed');
    return value;
  }
}
