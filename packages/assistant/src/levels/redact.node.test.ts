import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { redact, REDACTED, Redaction } from './redact.js';

const key = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9';
const secrets = [
  `sk-${key}`,
  `sk-ant-api03-${key}`,
  `rk_test_${key}`,
  'AKIAIOSFODNN7EXAMPLE',
  `ghp_${key}`,
  `github_pat_${key}`,
  `glpat-${key}`,
  `xoxb-${key}`,
  `AIza${key.slice(0, 35)}`,
  `npm_${key.slice(0, 36)}`,
  `hf_${key}`,
  `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${key}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${key}\n-----END RSA PRIVATE KEY-----`,
  `-----BEGIN PRIVATE KEY-----\n${key}`,
  `Authorization: bearer ${key}`,
  'postgres://me:pa55word@host/db',
  `OPENAI_API_KEY="${key}"`,
  `"password": '${key}'`,
  `AWS_SECRET_ACCESS_KEY = ${key}/+x==`,
];
/** What stands around secrets, and looks like one for a while. */
const words = [
  [' ', '\n', '"', '.', '@', '-', '_', '=', ': ', 'a', 's', 'task-', 'the password is weak', 'a risk'],
  ['sk-', 'eyJ', 'AKIA', 'Bearer ', '://u:', 'https://example.com/a', 'api_key', 'SECRET', 'ключ', '🔑'],
  ['-----', '-----BEGIN ', '-----END PRIVATE KEY-----', 'def f(x):\n  return x\n', key, REDACTED],
].flat();

/** What is given of a text in pieces. */
function inPieces(pieces: readonly string[]): string {
  const redaction = new Redaction();
  return pieces.map((piece) => redaction.take(piece)).join('') + redaction.end();
}
const cut = (text: string, size: number) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );

describe('a text that is redacted as it comes', () => {
  for (const secret of secrets)
    it(`hides ${secret.slice(0, 24).replaceAll('\n', ' ')} wherever it is cut`, () => {
      const text = `It is ${secret} , is it not?\n`;
      const whole = redact(text);
      assert.ok(whole.includes(REDACTED) && !whole.includes(key));
      for (let place = 0; place <= text.length; place++)
        assert.equal(inPieces([text.slice(0, place), text.slice(place)]), whole);
      for (const size of [1, 2, 3, 5, 7, 20]) assert.equal(inPieces(cut(text, size)), whole);
    });

  it('shows nothing of a secret at any moment', () => {
    for (const secret of secrets) {
      const redaction = new Redaction();
      let shown = '';
      for (const letter of `${secret} `) {
        shown += redaction.take(letter);
        assert.ok(redact(shown).length >= shown.length - REDACTED.length, shown);
        assert.ok(!shown.includes(key.slice(0, 6)), shown);
      }
    }
  });

  it('is what the whole is, whatever it is made of and however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...secrets, ...words), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        (parts, sizes) => {
          const text = parts.join('');
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          assert.equal(inPieces(pieces), redact(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not keep waiting what is none', () => {
    const redaction = new Redaction();
    assert.equal(redaction.take('Let me look at this: def f'), 'Let me look at this: def f');
    assert.equal(
      redaction.take('(tokens):\n    return next(tokens) #'),
      '(tokens):\n    return next(tokens) #',
    );
    assert.equal(redaction.take(' ключ к задаче'), ' ключ к задаче');
    assert.equal(redaction.take(' 東京へ行く'), ' 東京へ行く');
  });

  it('takes time that grows with the text alone', () => {
    for (const part of ['-----BEGIN PRIVATE KEY-----', 'eyJ', 'API_KEY=', '://a:', 'A_', 'Bearer ', 'x'])
      assert.equal(typeof inPieces(cut(part.repeat(10_000), 50)), 'string');
  });
});
