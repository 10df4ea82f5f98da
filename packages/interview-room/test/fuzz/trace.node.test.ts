// What two people really typed, at once and each before they saw the other's, through two rooms and a real backend.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { nativeBackend, Room, verify } from '@interview-room/core';
import { MemoryKeep } from '../../../core/src/log/keep-memory.js';
import { Backend } from './backend.js';
import { Gate, MARK } from './gate.js';

const path = '../../../../../shared/fixtures/traces/friendsforever.json.gz';
const recorded = fileURLToPath(new URL(path, import.meta.url));
const skip = !existsSync(recorded) && 'the recorded trace is not beside the repository';

interface Step {
  parents: number[];
  agent: number;
  patches: [position: number, deleted: number, inserted: string][];
}
interface Trace {
  endContent: string;
  txns: Step[];
}
const other = (agent: number) => 1 - agent;

/** How many steps of each author are known after each step. */
function known(steps: readonly Step[]): number[][] {
  const after: number[][] = [];
  for (const { parents, agent } of steps) {
    const before = [0, 1].map((author) => Math.max(0, ...parents.map((at) => after[at]?.[author] ?? 0)));
    before[agent]! += 1;
    after.push(before);
  }
  return after;
}

/** Positions count code points. */
function offsetIn(text: string, points: number): number {
  let offset = 0;
  for (let point = 0; point < points; point++) offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

class Author {
  readonly gate = new Gate();
  typed = 0;
  seen = 0;
  room!: Room;

  async join(backend: Backend, session: string, agent: number): Promise<void> {
    this.gate.allow(Infinity);
    this.room = await Room.join({
      backend: nativeBackend({ url: backend.url, transport: 'socket', WebSocket: this.gate.WebSocket, keep: async () => new MemoryKeep() }), // prettier-ignore
      session,
      token: await backend.token(session, 'interviewer', `author-${agent}`),
    });
    // Who wrote first where both wrote at one place, the recording settled by the number of the author.
    this.room.workspace.doc.clientID = agent + 1;
  }

  get text() {
    return this.room.workspace.text('trace.txt');
  }

  type({ patches }: Step, wide: boolean): void {
    const { text } = this;
    text.doc?.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        const now = wide ? text.toString() : '';
        const from = wide ? offsetIn(now, position) : position;
        const length = wide ? offsetIn(now.slice(from), deleted) : deleted;
        text.delete(from, length);
        text.insert(from, inserted);
      }
    });
    this.typed++;
  }
}

describe('what two people typed at once', { skip }, () => {
  let backend: Backend;
  before(async () => {
    backend = await Backend.start();
  });
  after(() => backend?.stop());

  it('ends as it did when they typed it', async () => {
    const { txns, endContent } = JSON.parse(String(gunzipSync(readFileSync(recorded)))) as Trace;
    const wide = txns.some(({ patches }) => patches.some(([, , text]) => /[\ud800-\udfff]/.test(text)));
    const [session, needs] = [await backend.room(), known(txns)];
    const authors = [new Author(), new Author()] as const;
    for (const [agent, author] of authors.entries()) await author.join(backend, session, agent);
    authors[0].room.workspace.create('trace.txt');
    await meet(authors, 'begun');

    // Up to how many steps of each author the other has to know, and no further.
    const marks = [new Set<number>(), new Set<number>()] as const;
    for (const [at, { agent }] of txns.entries()) marks[other(agent)]?.add(needs[at]?.[other(agent)] ?? 0);
    for (const [at, step] of txns.entries()) {
      const [author, friend] = [authors[step.agent]!, authors[other(step.agent)]!];
      const need = needs[at]?.[other(step.agent)] ?? 0;
      if (need > author.seen) await learn(author, friend.gate, `${other(step.agent)}/${need}`);
      author.seen = Math.max(author.seen, need);
      author.type(step, wide);
      if (marks[step.agent]?.has(author.typed))
        void author.room.append(MARK, { mark: `${step.agent}/${author.typed}` });
    }
    await meet(authors, 'done');
    const ends = authors.map(({ text }) => text.toString());
    for (const { room } of authors) await room.leave();
    assert.ok(ends.every((end) => end === endContent));
    assert.ok(verify(await backend.log(session)).ok);
  });
});

/** The author is told of the log up to a mark. */
async function learn({ room, gate }: Author, friend: Gate, mark: string): Promise<void> {
  const seq = await friend.placeOf(mark);
  gate.allow(seq);
  while (room.seq < seq) await new Promise((resolve) => setImmediate(resolve));
}

/** Both know all that was written so far; from now on they are told no more. */
async function meet(authors: readonly Author[], name: string): Promise<void> {
  for (const [agent, { room }] of authors.entries()) void room.append(MARK, { mark: `${name} ${agent}` });
  const places = authors.map(({ gate }, agent) => gate.placeOf(`${name} ${agent}`));
  const seq = Math.max(...(await Promise.all(places)));
  for (const author of authors) {
    author.gate.allow(seq);
    while (author.room.seq < seq) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
