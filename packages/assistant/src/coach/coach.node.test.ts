import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { LogState, RunRecord, TestsRecord } from '@interview-room/core';
import type { Level } from '../levels/index.js';
import { practice } from '../testing/room.js';
import { settle, TurnedClock } from '../testing/turned-clock.js';
import { createCoach, type CoachOptions } from './coach.js';
import { adviceFor, offerFor } from './decide.js';
import type { CoachFacts } from './facts.js';
import { coachRules } from './rules.js';
import { coachWords } from './words.js';

const MINUTE = 60_000;
const language = 'python';

/** Tests at a time, by their names: those that fail are marked with a minus. */
function tests(at: number, ...names: string[]): TestsRecord {
  const results = names.map((name) => ({
    name: name.replace(/^-/, ''),
    status: name.startsWith('-') ? ('failed' as const) : ('passed' as const),
    durationMs: name.includes('slow') ? 3000 : 1,
  }));
  const failed = results.filter(({ status }) => status === 'failed').length;
  return {
    at,
    language,
    tests: results,
    summary: {
      total: names.length,
      passed: names.length - failed,
      failed,
      errored: 0,
      skipped: 0,
      durationMs: 1,
    },
  };
}
const run = (at: number, output: string, outcome = 'error'): RunRecord => ({
  at,
  language,
  outcome,
  exitCode: 1,
  durationMs: 1,
  output,
});
const turn = (turn: string, at: number) => ({
  turn,
  at,
  by: 'me',
  text: 'help',
  steps: [{ by: 'assistant', at, text: 'So.', calls: [], finish: 'stop' as const }],
});

const base = await practice('consultant').then(async ({ room }) => {
  await room.leave();
  return room.state;
});
type Changes = Partial<Omit<CoachFacts, 'state'>> & {
  level?: Level;
  turns?: LogState['assist']['turns'];
} & Partial<Pick<LogState, 'offers' | 'advice'>>;
function facts({
  level = 'pair-programming',
  turns = [],
  offers = [],
  advice = [],
  ...rest
}: Changes): CoachFacts {
  const state = { ...base, offers, advice, assist: { ...base.assist, level, turns } };
  return {
    now: 0,
    tests: [],
    runs: [],
    editedAt: 0,
    share: () => ({ assistant: 0, all: 0 }),
    ...rest,
    state,
  };
}

describe('what the coach sees', () => {
  const rows: readonly [what: string, given: Changes, offer: string | undefined][] = [
    ['nothing', {}, undefined],
    ['a test that fails three times in two minutes', { now: 119_000, tests: [tests(0, '-a', 'b'), tests(60_000, '-a'), tests(119_000, '-a')] }, 'failing-test/python@0'],
    ['in more than two minutes', { now: 121_000, tests: [tests(0, '-a'), tests(60_000, '-a'), tests(121_000, '-a')] }, undefined],
    ['three tests that fail in turn', { now: 3, tests: [tests(1, '-a', 'b'), tests(2, 'a', '-b'), tests(3, '-a', 'b')] }, undefined],
    ['one that has passed meanwhile', { now: 4, tests: [tests(1, '-a'), tests(2, '-a'), tests(3, 'a'), tests(4, '-a')] }, undefined],
    ['one that passes now', { now: 4, tests: [tests(1, '-a'), tests(2, '-a'), tests(3, '-a'), tests(4, 'a')] }, undefined],
    ['the same error three times', { now: 3, runs: [run(1, 'x\nKeyError: 12'), run(2, 'KeyError: 345\n'), run(3, 'KeyError: 6')] }, 'repeated-error/python@1'],
    ['errors that differ', { now: 3, runs: [run(1, 'KeyError'), run(2, 'ValueError'), run(3, 'KeyError')] }, undefined],
    ['programs that end well', { now: 3, runs: [run(1, 'x', 'ok'), run(2, 'x', 'ok'), run(3, 'x', 'ok')] }, undefined],
    ['ten minutes without an edit', { now: 10 * MINUTE, editedAt: 0 }, 'idle/0'],
    ['a little less', { now: 10 * MINUTE - 1, editedAt: 0 }, undefined],
    ['nothing left to do', { now: 10 * MINUTE, tests: [tests(0, 'a')] }, undefined],
    ['a case that is slow', { now: 1, tests: [tests(1, 'a', 'slow one')] }, 'slow-case/python:slow one'],
    ['one that is slow and fails', { now: 1, tests: [tests(1, 'a', '-slow one')] }, undefined],
    ['what was offered already', { now: 20 * MINUTE, editedAt: 0, offers: [{ offer: 'idle/0', rule: 'idle', text: '', at: 10 * MINUTE, answer: 'dismissed' }] }, undefined],
    ['another time', { now: 20 * MINUTE, editedAt: 1, offers: [{ offer: 'idle/0', rule: 'idle', text: '', at: 10 * MINUTE, answer: 'dismissed' }] }, 'idle/1'],
    ['while an offer stands', { now: 20 * MINUTE, editedAt: 1, offers: [{ offer: 'idle/0', rule: 'idle', text: '', at: 10 * MINUTE }] }, undefined],
    ['soon after the last offer', { now: 20 * MINUTE, editedAt: 1, offers: [{ offer: 'idle/0', rule: 'idle', text: '', at: 19 * MINUTE, answer: 'taken' }] }, undefined],
  ]; // prettier-ignore
  for (const [what, given, offer] of rows)
    it(what, () => {
      const found = offerFor(facts(given), coachRules());
      assert.equal(found?.id, offer);
      if (found) assert.ok(found.text && found.ask);
    });

  it('is as much as the settings say', () => {
    const given = facts({ now: 2, tests: [tests(1, '-a'), tests(2, '-a')] });
    assert.equal(offerFor(given, coachRules())?.rule, undefined);
    assert.equal(offerFor(given, coachRules({ failures: 2 }))?.rule, 'failing-test');
    const words = {
      ...coachWords,
      failingTest: (test: string) => `¿${test}?`,
      failingTestAsk: () => 'Ayuda',
    };
    const { text, ask } = offerFor(given, coachRules({ failures: 2 }, words)) ?? {};
    assert.deepEqual([text, ask], ['¿a?', 'Ayuda']);
  });
});

describe('what interviewers are advised', () => {
  const share = (assistant: number, all: number) => () => ({ assistant, all });
  const helped = { now: 5, turns: [turn('t1', 2), turn('t2', 3)] };
  const rows: readonly [what: string, given: Changes, id: string | undefined, level?: Level][] = [
    ['nothing', {}, undefined],
    ['up, where help did not help', { ...helped, tests: [tests(1, 'a', '-b'), tests(4, 'a', '-b')] }, 'stuck-although-helped/pair-programming@t2', 'full-copilot'],
    ['nothing, where it did', { ...helped, tests: [tests(1, 'a', '-b', '-c'), tests(4, 'a', 'b', '-c')] }, undefined],
    ['nothing, where it was not tried since', { ...helped, tests: [tests(1, '-a')] }, undefined],
    ['nothing, after one question', { ...helped, turns: [turn('t1', 2)], tests: [tests(4, '-a')] }, undefined],
    ['nothing above the highest', { ...helped, level: 'full-copilot', tests: [tests(4, '-a')] }, undefined],
    ['down, where the assistant writes it all', { share: share(650, 1000) }, 'too-much-help/pair-programming@6', 'consultant'],
    ['nothing, where it writes some', { share: share(590, 1000) }, undefined],
    ['nothing, where there is little yet', { share: share(150, 150) }, undefined],
    ['nothing below the lowest', { level: 'consultant', share: share(650, 1000) }, undefined],
    ['nothing, while other advice waits', { share: share(650, 1000), advice: [{ advice: 'x', rule: 'x', level: 'consultant', reason: '', at: 0 }] }, undefined],
    ['nothing, that was advised lately', { now: MINUTE, share: share(750, 1000), advice: [{ advice: 'x', rule: 'too-much-help', level: 'consultant', reason: '', at: 0, taken: false }] }, undefined],
  ]; // prettier-ignore
  for (const [what, given, id, level] of rows)
    it(what, () => {
      const found = adviceFor(facts(given), coachRules());
      assert.deepEqual([found?.id, found?.level], [id, level]);
    });
});

describe('the coach of a page', () => {
  async function page(rest: Partial<CoachOptions> = {}) {
    const { room } = await practice('consultant');
    const clock = new TurnedClock();
    const coach = createCoach({ room, clock, ...rest });
    const fail = async () => {
      const { at: _, ...body } = tests(0, '-a');
      await room.append('tests.finished', body);
      // Entries have the time of this machine, and two of them may not have the same.
      await new Promise((resolve) => setTimeout(resolve, 2));
      await settle();
    };
    const leave = async () => {
      coach.stop();
      assert.equal(clock.waiting, 0);
      await room.leave();
    };
    return { room, clock, coach, fail, leave };
  }

  it('offers help once, and records what becomes of it', async () => {
    const { room, clock, coach, fail, leave } = await page();
    await fail();
    await fail();
    assert.equal(room.state.offers.length, 0);
    await fail();
    await fail();
    assert.deepEqual(
      room.state.offers.map(({ rule, answer }) => [rule, answer]),
      [['failing-test', undefined]],
    );
    const [{ offer = '' } = {}] = room.state.offers;
    assert.match(coach.askOf(offer), /“a” keeps failing\. Help/);
    await coach.answer(offer, 'dismissed');
    await clock.turn(MINUTE);
    await fail();
    assert.deepEqual(
      room.state.offers.map(({ answer }) => answer),
      ['dismissed'],
    );
    await leave();
  });

  it('offers help when nothing was changed, and not where something was', async () => {
    const { room, clock, leave } = await page();
    await clock.turn(9 * MINUTE);
    room.workspace.text('python/main.py').insert(0, '# thinking\n');
    await clock.turn(9 * MINUTE);
    assert.equal(room.state.offers.length, 0);
    await clock.turn(2 * MINUTE);
    assert.deepEqual(
      room.state.offers.map(({ rule }) => rule),
      ['idle'],
    );
    await leave();
  });

  it('keeps still when the assistant is off, paused or busy, and when it is stopped', async () => {
    let isBusy = true;
    const { room, clock, coach, leave } = await page({ isBusy: () => isBusy });
    await clock.turn(11 * MINUTE);
    isBusy = false;
    await room.append('assist.level', { level: 'off' });
    await clock.turn(MINUTE);
    await room.append('assist.level', { level: 'consultant' });
    await room.append('assist.session', { state: 'paused' });
    await clock.turn(MINUTE);
    assert.equal(room.state.offers.length, 0);
    coach.stop();
    await room.append('assist.session', { state: 'active' });
    await clock.turn(MINUTE);
    assert.equal(room.state.offers.length, 0);
    await leave();
  });

  it('advises interviewers, and turns the level where they take it', async () => {
    const { room: live } = await practice('pair-programming');
    await live.append('stage.changed', { stage: 'started' });
    live.workspace.write('assistant', () => live.workspace.text('python/main.py').insert(0, 'x'.repeat(300)));
    await live.workspace.settled();
    const clock = new TurnedClock();
    const interviewer: CoachOptions['room'] = Object.create(live, { role: { value: 'interviewer' } });
    for (const method of ['append', 'subscribe', 'now'] as const)
      Object.defineProperty(interviewer, method, { value: live[method].bind(live) });
    Object.defineProperty(interviewer, 'state', { get: () => live.state });
    const coach = createCoach({ room: interviewer, clock });
    await clock.turn(20_000);
    const [{ advice = '', level, reason } = {}] = live.state.advice;
    assert.deepEqual([level, reason], ['consultant', '100% of the text is the assistant’s.']);
    assert.deepEqual(live.state.offers, []);
    await coach.decide(advice, true);
    await coach.decide(advice, false);
    assert.equal(live.state.assist.level, 'consultant');
    assert.deepEqual(
      live.state.advice.map(({ taken }) => taken),
      [true],
    );
    coach.stop();
    await live.leave();
  });
});
