import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dialects } from '@interview-room/backends';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const elements = ['ai-chat', 'code-editor', 'interview-room', 'run-panel', 'task-panel', 'ui'];

describe('what is shown', () => {
  it('is made of what a backend offers, and of no dialect’s name', () => {
    const names = Object.keys(dialects).filter((name) => name !== 'auto');
    const named = new RegExp(`(['"\`])(${names.join('|')})\\1`);
    const found = elements.flatMap((element) =>
      readdirSync(join(packages, element, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
        // In comments and docstrings they are examples.
        .map(
          (path) =>
            [
              path,
              readFileSync(join(packages, element, 'src', path), 'utf8').replace(
                /\/\*[^]*?\*\/|\/\/.*$/gm,
                '',
              ),
            ] as const,
        ) // prettier-ignore
        .filter(([, text]) => named.test(text))
        .map(([path]) => `${element}/${path}`),
    );
    assert.ok(names.length > 5);
    assert.deepEqual(found, []);
  });
});
