import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Bank } from './bank.js';
import { readFrame } from './frames.js';
import { utcOf } from './time.js';

describe('the question bank of an AI interviewer', () => {
  for (const [base, set, expected] of [
    ['http://localhost:8000', null, 'http://localhost:8001'],
    ['https://interviews.example:8000/agent', null, 'https://interviews.example:8001/agent'],
    ['http://localhost:8002', null, 'http://localhost:8002'],
    ['https://interviews.example/agent', null, 'https://interviews.example/agent'],
    ['http://localhost:8000', 'http://localhost:8000/bank/', 'http://localhost:8000/bank'],
    ['http://localhost:8000', 'http://bank.example', 'http://bank.example'],
    ['http://localhost:8000', '/bank', 'http://localhost:8000/bank'],
    ['http://localhost:8000', '', 'http://localhost:8001'],
  ] as const)
    it(`of ${base}${set === null ? '' : `, set to “${set}”,`} is at ${expected}`, () => {
      assert.equal(Bank.addressFor(base, set), expected);
    });
});

describe('a time of an AI interviewer', () => {
  const noon = Date.UTC(2026, 0, 1, 12);
  for (const [text, expected] of [
    ['2026-01-01T12:00:00', noon],
    ['2026-01-01 12:00', noon],
    ['2026-01-01T12:00:00.250999', noon + 250],
    ['2026-01-01T12:00:00Z', noon],
    ['2026-01-01T14:00:00+02:00', noon],
    ['2026-01-01T07:00:00-0500', noon],
    ['noon', undefined],
    ['2026-01-01', undefined],
    [1_767_268_800, undefined],
  ] as const)
    it(`${text} is ${expected === undefined ? 'none' : new Date(expected).toISOString()}`, () => {
      assert.equal(utcOf(text), expected);
    });

  it('is read of a frame of either variant', () => {
    const timestamp = '2026-01-01T12:00:00.000000';
    const v1 = { type: 'message', session_id: 's', data: { event_type: 'question_selecting', timestamp } };
    const v2 = { type: 'agent_event', event_type: 'question_selecting', data: {}, timestamp };
    for (const frame of [v1, v2]) assert.equal(readFrame(JSON.stringify(frame)).at, noon);
  });
});
