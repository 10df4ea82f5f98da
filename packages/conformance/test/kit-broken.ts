import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { suites } from '../src/checks/index.js';
import { tableOf } from '../src/kit/report/table.js';
import { runSuite, type RunOptions } from '../src/kit/run.js';
import { standIns } from '../src/stand-ins/index.js';
import { altered, type Alter, type Reply } from '../src/testing/altering-proxy.js';
import type { Pass, SocketChange } from '../src/testing/altering-sockets.js';

export type Frame = Record<string, unknown>;
export const objectOf = (value: unknown): Frame => (typeof value === 'object' ? (value as Frame | null) ?? {} : {}); // prettier-ignore

/** One thing that a backend gets wrong, and all the checks that have to fail by it, in their order. */
export type Row = readonly [
  variant: string,
  name: string,
  fails: readonly string[],
  change: SocketChange & { readonly alter?: Alter },
];

/** A reply of some path, with something in it written otherwise. */
export const where = (asked: RegExp, change: (reply: Reply) => unknown): { alter: Alter } => ({
  alter: (what, reply) => void (asked.test(what) && change(reply)),
});
export const says = (asked: RegExp, from: string | RegExp, to: string): { alter: Alter } =>
  where(asked, (reply) => (reply.text = reply.text.replace(from instanceof RegExp ? from : new RegExp(escaped(from), 'g'), to))); // prettier-ignore
export const answers = (asked: RegExp, status: number, body: unknown): { alter: Alter } =>
  where(asked, (reply) => Object.assign(reply, { status, text: JSON.stringify(body) }));
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** JSON frames, each with what is sent in its place; what is no JSON passes. */
export const frames =
  (change: (frame: Frame, memory: Map<string, unknown>) => readonly Frame[]): Pass =>
  (message, memory) => {
    const frame = typeof message === 'string' ? parsed(message) : undefined;
    return frame ? change(frame, memory).map((each) => JSON.stringify(each)) : [message];
  };

function parsed(text: string): Frame | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Frame) : undefined;
  } catch {
    return undefined;
  }
}

/** What is to fail may fail by waiting in vain, and soon; all else has the time that a busy machine takes. */
function patience(fails: readonly string[]): RunOptions {
  let timeoutMs = 15_000;
  return {
    get timeoutMs() {
      return timeoutMs;
    },
    onCheck: ({ id }) => void (timeoutMs = fails.includes(id) ? 3_000 : 15_000),
  };
}

/** The kit, asked of a stand-in that each row breaks in one thing: exactly its checks fail, with what came and what should have. */
export function breaks(dialect: string, rows: readonly Row[]): void {
  const suite = suites[dialect] ?? assert.fail(dialect);
  const standIn = standIns[dialect] ?? assert.fail(dialect);
  describe(`${dialect}, broken in one thing, fails at the right line`, { concurrency: 4 }, () => {
    for (const [variant, name, wanted, { alter = () => undefined, ...sockets }] of rows)
      it(`${name} (${variant})`, { timeout: 90_000 }, async () => {
        const fails = wanted.map((id) => `${dialect}.${id}`);
        const real = await standIn.start({ variant });
        const proxy = await altered(real.url, alter, sockets);
        try {
          const target = { url: proxy.url, dialect, variant, settings: {} };
          const report = await runSuite(suite, target, patience(fails));
          const failed = report.results.filter(({ outcome }) => outcome === 'failed');
          assert.deepEqual(failed.map(({ id }) => id).sort(), [...fails].sort(), tableOf(report));
          for (const { id, why, expected, actual } of failed)
            assert.ok(why && expected !== undefined && actual !== undefined, `${id} says what was wrong`);
        } finally {
          await proxy.close();
          await real.close();
        }
      });
  });
}

/** All checks of a variant have a row that breaks them. */
export function covers(dialect: string, rows: readonly Row[], excepted: readonly string[] = []): void {
  it(`${dialect}: each check has a row that it fails by`, () => {
    const suite = suites[dialect] ?? assert.fail(dialect);
    const broken = new Set([...excepted, ...rows.flatMap(([, , fails]) => fails)]);
    const ids = suite.checks.map(({ id }) => id.slice(dialect.length + 1));
    assert.deepEqual(ids.filter((id) => !broken.has(id)), []); // prettier-ignore
  });
}
