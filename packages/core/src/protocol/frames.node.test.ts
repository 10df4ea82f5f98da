import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  audienceOf,
  closeCodes,
  emptyHead,
  kinds,
  may,
  mayCast,
  mayEnter,
  mayRead,
  readClientFrame,
  readServerFrame,
  refusalReasons,
  roles,
  seal,
  stages,
  verify,
  withhold,
  type Delivered,
  type Entry,
} from './index.js';

function chain(length: number): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < length; index++) {
    const draft = { id: `e${index}`, by: 'ada', kind: 'chat.message', body: { text: `${index}` } };
    entries.push(seal(draft, entries.at(-1) ?? emptyHead, index).entry);
  }
  return entries;
}

const hello = { type: 'hello', protocol: [1], client: 'c1', after: 0 };

describe('frames', () => {
  it('are read from text and from objects', () => {
    assert.deepEqual(readClientFrame(JSON.stringify(hello)), { frame: hello });
    assert.deepEqual(readClientFrame(hello), { frame: hello });
    const entries = [...chain(2), withhold(chain(3)[2] as Entry)];
    assert.deepEqual(readServerFrame(JSON.stringify({ type: 'entries', entries })), {
      frame: { type: 'entries', entries },
    });
  });

  it('of an unknown type are told apart from those that are broken', () => {
    assert.deepEqual(readClientFrame({ type: 'dance' }), { unknown: 'dance' });
    assert.deepEqual(readClientFrame({ type: 'toString' }), { unknown: 'toString' });
    const broken = [
      '',
      '{',
      '[]',
      'null',
      '3',
      '{"type":3}',
      { ...hello, after: -1 },
      { ...hello, client: '' },
    ];
    for (const each of broken) assert.ok('problem' in readClientFrame(each), JSON.stringify(each));
    assert.deepEqual(readClientFrame({ type: 'append', entries: [{ id: 'a' }] }), {
      problem: 'append: entries.0.kind: Invalid key: Expected "kind" but received undefined',
    });
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (input) => {
        assert.ok(readClientFrame(input));
        assert.ok(readServerFrame(input));
      }),
    );
  });

  it('have a close code for every reason', () => {
    assert.deepEqual(Object.keys(closeCodes).sort(), [...refusalReasons].sort());
  });
});

describe('entries that are withheld', () => {
  it('keep the chain whole, and a gap or a swapped one is told', () => {
    const entries: Delivered[] = chain(5);
    entries[2] = withhold(entries[2] as Entry);
    assert.deepEqual(verify(entries), { ok: true, from: 1, to: 5, head: entries[4]?.hash });
    const forged = entries.with(2, { ...entries[2], hash: 'f'.repeat(64) } as Delivered);
    assert.deepEqual(verify(forged), { ok: false, seq: 4, index: 3, fault: 'link' });
    assert.deepEqual(verify(entries.toSpliced(2, 1)), { ok: false, seq: 4, index: 2, fault: 'order' });
  });
});

describe('roles', () => {
  it('observers write nothing, in no stage, and cast their presence alone', () => {
    for (const stage of stages)
      for (const kind of [...Object.keys(kinds), 'acme.badge'])
        assert.equal(may('observer', stage, kind), false, kind);
    assert.deepEqual(
      ['presence', 'presence.gone', 'run.events', 'chat.typing'].map((kind) => mayCast('observer', kind)),
      [true, true, false, false],
    );
  });

  it('nobody writes what the backend writes, nor a new kind under a word of ours', () => {
    const own = ['room.opened', 'question.secret', 'participant.joined', 'tests.graded', 'tests.judged'];
    own.push('assist.asked', 'assist.answered', 'assist.acted');
    for (const role of roles)
      for (const stage of stages)
        for (const kind of [...own, 'log.compacted', 'room.anything', 'stage.x', 'plain', '', '.x'])
          assert.equal(may(role, stage, kind), false, `${role} ${stage} ${kind}`);
  });

  it('a candidate writes the answer while it runs, and nothing once it is submitted but a message', () => {
    const writable = (stage: (typeof stages)[number]) =>
      Object.keys(kinds).filter((kind) => may('candidate', stage, kind));
    assert.deepEqual(writable('submitted'), ['chat.message']);
    assert.deepEqual(writable('ended'), []);
    assert.ok(writable('started').includes('doc.update'));
    assert.ok(!writable('waiting').includes('doc.update'));
    const steered = /^(timer|assist)\.(?!rated)/;
    assert.ok(!writable('started').some((kind) => audienceOf(kind) || steered.test(kind)));
  });

  it('what is for interviewers is read by no one else', () => {
    const secret = Object.keys(kinds).filter((kind) => audienceOf(kind));
    assert.deepEqual(secret.sort(), [
      'assist.whispered',
      'coach.advised',
      'coach.decided',
      'note.added',
      'note.changed',
      'note.removed',
      'question.secret',
      'score.given',
      'tests.judged',
    ]);
    assert.deepEqual(
      roles.filter((role) => mayRead(role, 'interviewers')),
      ['interviewer'],
    );
    assert.ok(roles.every((role) => mayRead(role, undefined)));
  });

  it('a submission is final for its candidate, and an interviewer reopens it', () => {
    assert.ok(mayEnter('candidate', 'started', 'submitted'));
    assert.ok(!mayEnter('candidate', 'submitted', 'started'));
    assert.ok(mayEnter('interviewer', 'submitted', 'started'));
    assert.ok(!mayEnter('interviewer', 'ended', 'started'));
    assert.ok(!mayEnter('observer', 'waiting', 'started'));
  });
});
