import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Entry } from '../protocol/entry.js';
import { toBase64 } from '../protocol/base64.js';
import { assistLevels } from '../protocol/assist-kinds.js';
import { isKind, problemOf } from '../protocol/kinds.js';
import { stages } from '../protocol/roles.js';
import { starterUpdate } from '../workspace/starter.js';
import { concerns } from './concerns.js';
import { fold, initialState, STATE_VERSION, type LogState } from './fold.js';
import { remainingOf, totalOf } from './timer.js';

const language = fc.constantFrom('python', 'javascript', '__proto__', 'constructor');
const count = fc.nat({ max: 9 });
const summary = fc.record({
  total: count,
  passed: count,
  failed: count,
  errored: count,
  skipped: count,
  durationMs: count,
});

const person = fc.constantFrom('ada', 'bob', '__proto__');
const updates = ['a', 'b'].map((text) => toBase64(starterUpdate('main.py', 'file:main.py', text)));

const calls = fc.array(fc.record({ call: person, name: person, input: fc.jsonValue() }), { maxLength: 2 });

/** Bodies of each kind that some concern reads. */
const bodies: Record<string, fc.Arbitrary<unknown>> = {
  'room.opened': fc.record({ question: fc.record({ id: fc.constantFrom('a', 'b'), hash: fc.string() }) }),
  'doc.update': fc.record({ update: fc.constantFrom(...updates) }),
  'language.changed': fc.record({ language }),
  'run.finished': fc.record({ language, outcome: fc.constant('ok'), exitCode: count, durationMs: count }),
  'tests.finished': fc.record({ language, summary, tests: fc.constant([]) }),
  'hint.revealed': fc.record({ index: count }),
  'solved': fc.record({ language }),
  'question.secret': fc.record({ question: fc.jsonValue() }),
  'participant.joined': fc.record(
    {
      id: person,
      name: person,
      role: fc.constantFrom('candidate', 'interviewer'),
      color: count,
      extraTime: count,
    },
    { requiredKeys: ['id', 'name', 'role', 'color'] },
  ),
  'stage.changed': fc.record({ stage: fc.constantFrom(...stages) }),
  'chat.message': fc.record({ text: fc.constantFrom('Hello', '__proto__') }),
  'timer.set': fc.record({ totalMs: fc.constantFrom(0, 60_000) }),
  'timer.started': fc.constant({}),
  'timer.paused': fc.constant({}),
  'timer.extended': fc.record({ byMs: fc.integer({ min: -5000, max: 5000 }) }),
  'run.started': fc.record({ run: person, language, mode: fc.constantFrom('run', 'test') }),
  'note.added': fc.record({ note: person, text: person, moment: count }),
  'note.changed': fc.record({ note: person, text: person }),
  'note.removed': fc.record({ note: person }),
  'score.given': fc.record({ criterion: person, score: fc.option(fc.integer({ min: 1, max: 5 })) }),
  'tests.graded': fc.record({ language, summary }),
  'tests.judged': fc.record({ language, summary, tests: fc.constant([]) }),
  'assist.level': fc.record({ level: fc.constantFrom(...assistLevels) }),
  'assist.session': fc.record({ state: fc.constantFrom('active', 'paused', 'ended') }),
  'assist.model': fc.record({ model: person }),
  'assist.writes': fc.record({ direct: fc.boolean() }),
  'assist.whispered': fc.record({ text: person }),
  'assist.asked': fc.record({ turn: person, text: person }),
  'assist.answered': fc.record({
    turn: person,
    step: count,
    text: person,
    calls,
    finish: fc.constant('stop'),
  }),
  'assist.acted': fc.record({ turn: person, call: person, name: person, output: person, durationMs: count }),
  'assist.replied': fc.record({ turn: person, text: person }),
  'assist.rated': fc.record({ turn: person, value: fc.constantFrom('up', 'down', null) }),
  'edit.proposed': fc.record({ proposal: person, path: person, before: person, after: person }),
  'edit.resolved': fc.record({ proposal: person, outcome: fc.constantFrom('accepted', 'stale') }),
  'coach.offered': fc.record({ offer: person, rule: person, text: person }),
  'coach.answered': fc.record({ offer: person, answer: fc.constantFrom('taken', 'dismissed') }),
  'coach.advised': fc.record({ advice: person, level: fc.constant('off'), rule: person, reason: person }),
  'coach.decided': fc.record({ advice: person, taken: fc.boolean() }),
};
const drafts = fc.oneof(
  ...Object.entries(bodies).map(([kind, body]) => fc.record({ kind: fc.constant(kind), body })),
  fc.record({ kind: fc.constantFrom('acme.note', 'doc.update', 'solved'), body: fc.jsonValue() }),
);
const logs = fc
  .array(drafts, { maxLength: 30 })
  .map((list) => list.map(({ kind, body }, index) => entryOf(kind, asJson(body), index + 1)));
/** As it comes out of a log: fast-check makes objects without a prototype. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const entryOf = (kind: string, body: unknown, seq: number): Entry => ({ id: `e${seq}`, seq, at: seq * 1000, by: 'you', kind, body, prev: '', hash: '' }); // prettier-ignore
const foldAll = (entries: readonly Entry[], from: LogState = initialState) =>
  entries.reduce((state, entry) => fold(state, entry), from);

describe('the table of concerns', () => {
  it('has a name of its own for each, kinds that exist, and a state for each', () => {
    const names = concerns.map((row) => row.concern);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(Object.keys(initialState), names);
  });

  for (const row of concerns) {
    it(`${row.concern}: reads its own kinds and no others, and changes nothing in place`, () => {
      assert.ok(row.kinds.length > 0 && row.kinds.every(isKind));
      fc.assert(
        fc.property(logs, (entries) => {
          const kinds: readonly string[] = 'ofQuestion' in row ? [...row.kinds, 'room.opened'] : row.kinds;
          const own = entries.filter(({ kind }) => kinds.includes(kind));
          const frozen = entries.map((entry) => Object.freeze(entry));
          const before = foldAll(frozen.slice(0, -1));
          const copy = structuredClone(before);
          assert.deepEqual(foldAll(frozen)[row.concern], foldAll(own)[row.concern]);
          assert.deepEqual(before, copy);
        }),
      );
    });
  }
});

describe('fold', () => {
  it('comes to the same in one go and in two, and through a snapshot', () => {
    fc.assert(
      fc.property(logs, fc.nat({ max: 30 }), (entries, cut) => {
        const half = foldAll(entries.slice(0, cut));
        const whole = foldAll(entries);
        assert.deepEqual(foldAll(entries.slice(cut), half), whole);
        const body = {
          through: cut,
          doc: '',
          version: STATE_VERSION,
          state: JSON.parse(JSON.stringify(half)) as unknown,
        };
        assert.deepEqual(foldAll([entryOf('log.compacted', body, cut + 1), ...entries.slice(cut)]), whole);
      }),
    );
  });

  it('is the same object for what means nothing here', () => {
    for (const entry of [
      entryOf('acme.note', {}, 1),
      entryOf('solved', { wrong: 1 }, 2),
      entryOf('doc.update', { update: '' }, 3),
    ])
      // prettier-ignore
      assert.equal(fold(initialState, entry), initialState);
  });

  it('begins anew, but for the files, where a snapshot is by another version', () => {
    const solved = foldAll([entryOf('solved', { language: 'python' }, 1)]);
    const body = { through: 1, doc: '', version: STATE_VERSION + 1, state: { hints: 'another shape' } };
    assert.equal(problemOf({ kind: 'log.compacted', body }), undefined);
    assert.deepEqual(fold(solved, entryOf('log.compacted', body, 2)), initialState);
  });
});

describe('what it comes to', () => {
  const tests = (passed: number, total: number) => ({ language: 'python', summary: { total, passed, failed: total - passed, errored: 0, skipped: 0, durationMs: 1 }, tests: [] }); // prettier-ignore
  it('progress: the best of the tests, how often, and when it was first solved', () => {
    const state = foldAll([
      entryOf('tests.finished', tests(3, 5), 1),
      entryOf('tests.finished', tests(2, 5), 2),
      entryOf('solved', { language: 'python' }, 3),
      entryOf('solved', { language: 'python' }, 4),
    ]);
    assert.deepEqual(state.progress['python'], { attempts: 2, passed: 3, total: 5, solvedAt: 3000 });
    assert.equal(state.tests['python']?.summary.passed, 2);
  });

  it('progress: counts anew where the number of tests is another', () => {
    const state = foldAll([
      entryOf('tests.finished', tests(5, 5), 1),
      entryOf('tests.finished', tests(2, 8), 2),
    ]);
    assert.deepEqual(state.progress['python'], { attempts: 2, passed: 2, total: 8 });
  });

  it('what was run, tested, solved and revealed is of one question, and begins anew with the next', () => {
    const opened = (id: string, hash: string, seq: number) =>
      entryOf('room.opened', { question: { id, hash } }, seq);
    const first = foldAll([
      opened('a', '1', 1),
      entryOf('tests.finished', tests(5, 5), 2),
      entryOf('solved', { language: 'python' }, 3),
      entryOf('hint.revealed', { index: 0 }, 4),
    ]);
    const mended = foldAll([opened('a', '2', 5)], first);
    assert.deepEqual(mended.progress, first.progress, 'the same question, mended, stays solved');
    assert.deepEqual(mended.hints, [0]);
    const next = foldAll([opened('b', '3', 6)], mended);
    assert.deepEqual([next.progress, next.tests, next.runs, next.hints], [{}, {}, {}, []]);
    assert.equal(next.question?.id, 'b');
  });

  it('what was asked, whispered, offered and advised is of one question, too', () => {
    const opened = (id: string, seq: number) => entryOf('room.opened', { question: { id, hash: id } }, seq);
    const first = foldAll([
      opened('a', 1),
      entryOf('assist.asked', { turn: 't', text: 'How?' }, 2),
      entryOf('assist.whispered', { text: 'The trick is a heap.' }, 2),
      entryOf('coach.offered', { offer: 'idle/0', rule: 'idle', text: 'Help?' }, 3),
      entryOf('coach.advised', { advice: 'x', rule: 'x', level: 'consultant', reason: 'x' }, 4),
    ]);
    const told = ({ assist, whispers, offers, advice }: typeof first) =>
      [assist.turns, whispers, offers, advice].map(({ length }) => length);
    assert.deepEqual(told(first), [1, 1, 1, 1]);
    assert.deepEqual(told(foldAll([opened('b', 5)], first)), [0, 0, 0, 0]);
  });

  it('advice that waits is decided on by who turns the dial by hand', () => {
    const advised = (advice: string, seq: number) =>
      entryOf('coach.advised', { advice, rule: 'x', level: 'consultant', reason: 'x' }, seq);
    const turned = (level: string, seq: number) => entryOf('assist.level', { level }, seq);
    const entries = [
      advised('left', 1),
      entryOf('coach.decided', { advice: 'left', taken: false }, 2),
      advised('done by hand', 3),
      turned('consultant', 4),
      advised('turned elsewhere', 5),
      turned('off', 6),
      advised('waits', 7),
    ];
    assert.deepEqual(
      foldAll(entries).advice.map(({ advice, taken }) => [advice, taken]),
      [
        ['left', false],
        ['done by hand', true],
        ['turned elsewhere', false],
        ['waits', undefined],
      ],
    );
  });

  it('timer: runs with the interview, stands while paused, and counts what was added and given', () => {
    const state = foldAll([
      entryOf('timer.set', { totalMs: 60_000 }, 1),
      entryOf(
        'participant.joined',
        { id: 'ada', name: 'Ada', role: 'candidate', color: 0, extraTime: 50 },
        2,
      ),
      entryOf('stage.changed', { stage: 'started' }, 10),
      entryOf('timer.started', {}, 12),
      entryOf('timer.paused', {}, 20),
      entryOf('timer.extended', { byMs: 5000 }, 25),
      entryOf('timer.started', {}, 30),
    ]);
    assert.equal(totalOf(state.timer), 95_000);
    assert.equal(remainingOf(state.timer, 35_000), 95_000 - 10_000 - 5000);
    const ended = foldAll([entryOf('stage.changed', { stage: 'submitted' }, 40)], state);
    assert.equal(remainingOf(ended.timer, 999_000), 95_000 - 20_000);
  });

  it('people: keep their place and hue when they join again, under another name too', () => {
    const joined = (id: string, name: string, color: number) => ({ id, name, role: 'candidate', color });
    const state = foldAll([
      entryOf('participant.joined', joined('a', 'Ada', 0), 1),
      entryOf('participant.joined', joined('b', 'Bob', 1), 2),
      entryOf('participant.joined', joined('a', 'Ada L.', 5), 3),
    ]);
    assert.deepEqual(
      state.people.map(({ name, color, joinedAt }) => [name, color, joinedAt]),
      [
        ['Ada L.', 0, 1000],
        ['Bob', 1, 2000],
      ],
    );
  });

  it('activity: a run until it ends, and one a person', () => {
    const begun = (run: string) => ({ run, language: 'python', mode: 'run' });
    const done = (run: string) => ({ run, language: 'python', outcome: 'ok', exitCode: 0, durationMs: 1 });
    const two = foldAll([entryOf('run.started', begun('one'), 1), entryOf('run.started', begun('two'), 2)]);
    assert.deepEqual(
      two.activity.map(({ run }) => run),
      ['two'],
    );
    assert.deepEqual(foldAll([entryOf('run.finished', done('one'), 3)], two).activity, two.activity);
    assert.deepEqual(foldAll([entryOf('run.finished', done('two'), 3)], two).activity, []);
  });

  it('hints: each once, in order', () => {
    const state = foldAll([2, 0, 2].map((index, place) => entryOf('hint.revealed', { index }, place + 1)));
    assert.deepEqual(state.hints, [0, 2]);
  });
});
