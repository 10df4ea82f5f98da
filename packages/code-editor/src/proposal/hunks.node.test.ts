import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChangeSet, EditorState, Text } from '@codemirror/state';
import fc from 'fast-check';
import { grow, type Growth } from './growing.js';
import { hunksBetween } from './hunks.js';
import { changeOf, place } from './place.js';
import { carry, decide, settlement, take, undecided, type Shown } from './shown.js';

const text = (value: string) => Text.of(value.split('\n'));
/** Texts of few different lines, so that they have much in common. */
const lines = fc.array(fc.constantFrom('', 'a', 'b', '  return a', '  return b', 'def f(x):'), {
  maxLength: 9,
});
const program = lines.map((all) => all.join('\n'));
const proposal = (before: string, after: string) => ({ id: 'p', path: 'a.py', before, after, author: 'A' });

/** Accepts or rejects hunks, each as `choose` has it, and gives the text that results. */
function settle(shown: Shown, start: EditorState, choose: (index: number) => boolean) {
  let [now, state] = [shown, start];
  for (let index = 0; undecided(now).length > 0; index++) {
    const [first] = undecided(now);
    if (!first) break;
    const accept = first.status === 'open' && choose(index);
    if (accept) {
      const made = state.update({ changes: changeOf(first, state.doc) });
      [now, state] = [carry(now, made), made.state];
    }
    now = decide(now, [first.hunk], accept);
  }
  return { text: state.doc.toString(), shown: now };
}

describe('the hunks of a proposal', () => {
  it('make of the one text the other, all at once or one by one, and nothing if all are rejected', () => {
    fc.assert(
      fc.property(program, program, (before, after) => {
        const state = EditorState.create({ doc: before });
        const shown = take(proposal(before, after), state.doc);
        const all = shown.placed.map((each) => changeOf(each, state.doc));
        assert.equal(state.update({ changes: all }).state.doc.toString(), after);
        assert.equal(settle(shown, state, () => true).text, after);
        assert.equal(settle(shown, state, () => false).text, before);
      }),
      { numRuns: 600 },
    );
  });

  it('that were rejected are what is left between the texts', () => {
    fc.assert(
      fc.property(program, program, fc.array(fc.boolean(), { minLength: 9 }), (before, after, choices) => {
        const state = EditorState.create({ doc: before });
        const shown = take(proposal(before, after), state.doc);
        const chosen = shown.placed.filter((_, index) => choices[index]);
        const { text: result } = settle(shown, state, (index) => choices[index] ?? false);
        const alone = state.update({ changes: chosen.map((each) => changeOf(each, state.doc)) }).state;
        assert.equal(result, alone.doc.toString());
      }),
      { numRuns: 300 },
    );
  });

  it('take nothing from what is typed meanwhile, watched or not', () => {
    let conflicts = 0;
    const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(6), fc.constantFrom('', 'Q', 'QQ\n', '\nQ')), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(program, program, edits, (before, after, all) => {
        let state = EditorState.create({ doc: before });
        let shown = take(proposal(before, after), state.doc);
        for (const [at, length, insert] of all) {
          const from = Math.min(at, state.doc.length);
          const to = Math.min(from + length, state.doc.length);
          const made = state.update({ changes: { from, to, insert } });
          [shown, state] = [carry(shown, made), made.state];
        }
        const typed = (value: string) => value.split('Q').length;
        const before2 = typed(state.doc.toString());
        conflicts += shown.placed.filter(({ status }) => status === 'conflict').length;
        assert.equal(typed(settle(shown, state, () => true).text), before2);
        const unwatched = take(proposal(before, after), state.doc);
        assert.equal(typed(settle(unwatched, state, () => true).text), before2);
      }),
      { numRuns: 600 },
    );
    assert.ok(conflicts > 50);
  });

  const base = 'one\ntwo\nthree\nfour\nfive\nsix';
  const wanted = 'one\nTWO\nthree\nfour\nFIVE\nsix';
  const after = (changes: { from: number; to?: number; insert?: string }) => {
    const made = EditorState.create({ doc: base }).update({ changes });
    return carry(take(proposal(base, wanted), made.startState.doc), made);
  };
  const statuses: Record<string, [Parameters<typeof after>[0], string[]]> = {
    'typing elsewhere': [{ from: 0, insert: 'x' }, ['open', 'open']],
    'typing in its line': [{ from: 5, insert: 'x' }, ['conflict', 'open']],
    'typing at the end of its line': [{ from: 7, insert: 'x' }, ['conflict', 'open']],
    'a new line above it': [{ from: 4, insert: 'x\n' }, ['open', 'open']],
    'a new line below it': [{ from: 7, insert: '\nx' }, ['open', 'open']],
    'taking its line out': [{ from: 4, to: 8 }, ['conflict', 'open']],
    'joining its line with the next': [{ from: 7, to: 8 }, ['conflict', 'open']],
    'the same change': [{ from: 4, to: 7, insert: 'TWO' }, ['there', 'open']],
    'all replaced by what is proposed': [{ from: 0, to: base.length, insert: wanted }, ['there', 'there']],
  };
  for (const [name, [change, expected]] of Object.entries(statuses))
    it(`after ${name} are ${expected.join(' and ')}`, () => {
      assert.deepEqual(
        after(change).placed.map(({ status }) => status),
        expected,
      );
    });

  it('are open again once the change of their lines is taken back', () => {
    const state = EditorState.create({ doc: base });
    const made = state.update({ changes: { from: 5, insert: 'x' } });
    const back = made.state.update({ changes: { from: 5, to: 6 } });
    const shown = carry(carry(take(proposal(base, wanted), state.doc), made), back);
    assert.deepEqual(
      shown.placed.map(({ status }) => status),
      ['open', 'open'],
    );
  });

  const endings: [string, (index: number) => boolean, object][] = [
    ['accepted', () => true, { outcome: 'accepted', accepted: 2, rejected: 0 }],
    ['rejected', () => false, { outcome: 'rejected', accepted: 0, rejected: 2 }],
    ['partly', (index) => index === 0, { outcome: 'partly', accepted: 1, rejected: 1 }],
  ];
  for (const [name, choose, expected] of endings)
    it(`end as ${name}`, () => {
      const state = EditorState.create({ doc: base });
      const { shown } = settle(take(proposal(base, wanted), state.doc), state, choose);
      assert.deepEqual(settlement(shown), { id: 'p', ...expected });
    });

  it('end as stale where none could be accepted', () => {
    const state = EditorState.create({ doc: 'x\ny\nz\nx\ny\nz' });
    const { shown } = settle(take(proposal(base, wanted), state.doc), state, () => true);
    assert.equal(settlement(shown)?.outcome, 'stale');
  });

  it('are the same on a machine that has no time at all', (context) => {
    let now = 0;
    context.mock.method(Date, 'now', () => (now += 1000));
    const [one, other] = ['    return []', '    print(meetings)'];
    const between = Array.from({ length: 12 }, (_, index) => `line ${index}`).join('\n');
    const before = text(`${one}\n${between}\n${other}\n`);
    const wanted = text(`    result = []\n    return result\n${between}\n    print(*meetings)\n`);
    assert.equal(hunksBetween(before, wanted).length, 2);
  });

  it('lie apart in a long file too', () => {
    const all = Array.from({ length: 3000 }, (_, index) => `    total_${index % 700} = count_${index}()`);
    const wanted = all.map((line, index) => (index % 500 === 7 ? `${line} + 1` : line));
    const hunks = hunksBetween(text(all.join('\n')), text(wanted.join('\n')));
    assert.deepEqual(
      hunks.map(({ insert }) => insert),
      wanted.filter((line, index) => line !== all[index]),
    );
  });

  it('say what differs within their lines', () => {
    const [hunk] = hunksBetween(text('total = zero\nx'), text('total = count\nx'));
    assert.deepEqual(hunk?.details?.fresh, [{ from: 8, to: 13 }]);
    assert.equal(hunk?.insert, 'total = count');
  });

  it('leave lines that stay at the end of a text out', () => {
    const [hunk] = hunksBetween(text('a'), text('a\nb'));
    assert.deepEqual([hunk?.from, hunk?.to, hunk?.insert], [2, 2, 'b']);
    const before = text('a');
    const placed = place(hunk!, before, ChangeSet.empty(1).desc, before);
    assert.deepEqual(changeOf(placed, before), { from: 1, to: 1, insert: '\nb' });
  });
});

describe('a proposal that is being written', () => {
  const before = 'def f(x):\n    return x\n\ndef g(y):\n    return y\n';
  /** As the text of a call grows: the whole file anew, or a stretch of it. */
  const whole = (content: string) => {
    const below = before.split('\n').slice(content.split('\n').length);
    return [content, ...below].join('\n');
  };
  const written = 'import os\n\ndef f(x):\n    return x + 1\n\ndef g(y):\n    return y\n';

  function watch(states: readonly string[]): Growth[] {
    const growths: Growth[] = [];
    for (const state of states) growths.push(grow(text(before), state, growths.at(-1)));
    return growths;
  }

  it('takes out nothing before something behind it was written again', () => {
    const growths = watch([...written].map((_, index) => whole(written.slice(0, index + 1))));
    for (const { hunks } of growths) {
      const gone = hunks.filter(({ from, to }) => from < to).map(({ from }) => from);
      assert.ok(gone.every((from) => from >= before.indexOf('    return x') || from === 0));
    }
    assert.ok(growths.some(({ hunks }) => hunks.length > 1));
  });

  it('is not lost where what is written is what is there', () => {
    const fresh = written.replace('import os\n\n', '');
    const growths = watch([...fresh].map((_, index) => whole(fresh.slice(0, index + 1))));
    const rests = growths.map(({ rest }) => rest);
    assert.deepEqual(
      rests,
      rests.toSorted((one, other) => other - one),
    );
    const middle = growths[fresh.indexOf(' + 1') + 1];
    assert.deepEqual([middle?.hunks.at(-1)?.insert, middle?.into], ['    return x +', 14]);
  });

  it('keeps what it found as more comes', () => {
    const growths = watch([...written].map((_, index) => whole(written.slice(0, index + 1))));
    for (const [index, { hunks }] of growths.entries()) {
      const closed = hunks.slice(0, -1);
      const later = growths[index + 1]?.hunks ?? hunks;
      assert.deepEqual(later.slice(0, closed.length), closed);
    }
  });

  it('grows in its place, where the writer is', () => {
    const [head, tail] = ['def f(x):\n', '\n\ndef g(y):\n    return y\n'];
    const fresh = '    y = x\n    return y * 2';
    for (let length = 1; length <= fresh.length; length++) {
      const growths = watch([0, length].map((end) => head + fresh.slice(0, end) + tail));
      const last = growths.at(-1);
      const open = last?.hunks.at(-1);
      if (open)
        assert.ok(
          `${fresh}`.startsWith(open.insert?.slice(0, last?.into) ?? '?'),
          `${length}: ${open.insert}`,
        );
      if (length > 4) assert.equal(open?.from, head.length);
      if (length > 4) assert.equal(last?.into, length);
    }
  });

  it('is a hunk of its own kind in a file that is empty', () => {
    assert.deepEqual(grow(text(''), 'a = 1\nb').hunks, [{ from: 0, to: 0, insert: 'a = 1\nb' }]);
  });

  it('has somewhere to be, whatever comes', () => {
    fc.assert(
      fc.property(program, program, (one, other) => {
        let known: Growth | undefined;
        for (let length = 0; length <= other.length; length += 3) {
          known = grow(text(one), other.slice(0, length), known);
          assert.ok(known.at >= 0 && known.at <= one.length + 1);
          for (const { from, to } of known.hunks) assert.ok(from <= to && to <= one.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
