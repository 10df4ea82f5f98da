import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { coachRules, coachSettings } from './coach/rules.js';
import { contextNames } from './context/context.js';
import { levelNames, levels } from './levels/index.js';

const text = await readFile(new URL('../../../docs/ASSISTANT.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (name: string) => rows.find((cells) => cells[1] === `\`${name}\``) ?? [];

describe('what the page about the assistant says', () => {
  it('of the dial is so', () => {
    for (const level of levelNames) {
      const { budgets, tools } = levels[level];
      const cells = rowOf(level);
      assert.deepEqual(cells.slice(4, 7).map(Number), [budgets.steps, budgets.outputTokens, budgets.turns]);
      const named = [...(cells[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
      assert.deepEqual(level === 'full-copilot' ? tools.slice(-2) : tools, named);
    }
  });

  it('of what is sent to a model is so: each piece, and no other', () => {
    const section = text.split('## What is sent to a model, and when')[1]?.split('\n## ')[0] ?? '';
    const named = [...section.matchAll(/^\| (?!-|piece\b)(.+?) +\|/gm)].map(([, name]) => name);
    assert.deepEqual(named, ['the prompt', ...contextNames.map((name) => `\`${name}\``)]);
  });

  it('of the coach is so', () => {
    for (const { rule, to } of coachRules()) assert.equal(rowOf(rule)[2], to);
    const { failures, failuresWithinMs, errors, errorsWithinMs, idleMs, slowMs, share, shareFrom } =
      coachSettings;
    const minutes = (ms: number) => `${ms / 60_000} minutes`;
    const says: Record<string, string[]> = {
      'failing-test': [`${failures} times`, minutes(failuresWithinMs)],
      'repeated-error': [`${errors} times`, minutes(errorsWithinMs)],
      'idle': [minutes(idleMs)],
      'slow-case': [`${slowMs / 1000} seconds`],
      'too-much-help': [`${share * 100} %`, `${shareFrom} characters`],
      'stuck-although-helped': ['twice', minutes(coachSettings.helpedWithinMs)],
    };
    for (const [rule, parts] of Object.entries(says))
      for (const part of parts) assert.ok(rowOf(rule)[3]?.includes(part), `${rule}: ${part}`);
  });
});
