// Rooms whose files are a Yjs server's document and whose log is on the reference backend: both as they are.
import { strict as assert } from 'node:assert';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '@interview-room/backends';
import { nativeBackend, Room, type Backend, type SocketConstructor } from '@interview-room/core';
import { isWithheld } from '@interview-room/core/protocol';
import { createServer, MemoryLogEngine, type InterviewServer } from '@interview-room/server';
import { WebSocket } from 'ws';
import { servers, type Foreign, type YjsServer } from './yjs-servers.js';

const ws = WebSocket as unknown as SocketConstructor;
const question = {
  id: 'sum',
  title: 'Sum',
  statement: 'Add them up.',
  cases: [],
  languages: { python: { entry: 'main.py', files: { 'main.py': 'start = 0\n' } } },
};
const PATH = 'python/main.py';

async function until(what: string, holds: () => unknown): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (holds()) return;
    await sleep(10);
  }
  assert.fail(`never: ${what}`);
}

interface Opened {
  id: string;
  tokens: Record<'candidate' | 'interviewer' | 'observer', string>;
}

for (const [dialect, { start, foreign }] of Object.entries(servers))
  describe(`a room over ${dialect} with its log on a backend`, () => {
    let log: InterviewServer;
    let address: string;
    let server: YjsServer;
    let opened: Opened;
    let stranger: Foreign;
    const rooms: Room[] = [];
    const textOf = (room: Room) => room.workspace.files()[PATH];
    const there = () => stranger.doc.getText(`file:${PATH}`);

    async function join(role: keyof Opened['tokens'], backend?: Backend): Promise<Room> {
      const url = `${server.url}/?log=${encodeURIComponent(address)}`;
      const given = backend ?? (await openBackend(dialect, { url, WebSocket: ws, random: () => 0 }));
      const room = await Room.join({
        backend: given,
        session: opened.id,
        name: role,
        token: opened.tokens[role],
      });
      rooms.push(room);
      return room;
    }

    before(async () => {
      log = await createServer({ apiKeys: ['key'], grading: false, engine: new MemoryLogEngine() });
      address = await log.listen(0);
      server = await start();
    });
    after(async () => {
      await server.close();
      await log.close();
    });
    afterEach(async () => {
      stranger?.destroy();
      await Promise.all(rooms.splice(0).map((room) => room.leave()));
    });

    async function begin(): Promise<[Room, Room]> {
      const answer = await fetch(`${address}/api/rooms`, {
        method: 'POST',
        headers: { 'Authorization': 'Bearer key', 'Content-Type': 'application/json' },
        body: JSON.stringify({ question }),
      });
      opened = (await answer.json()) as Opened;
      const [candidate, interviewer] = [await join('candidate'), await join('interviewer')];
      await interviewer.append('stage.changed', { stage: 'started' });
      await until('it is started', () => candidate.state.stage.now === 'started');
      candidate.workspace.seed({ [PATH]: 'start = 0\n' });
      stranger = foreign(server.url, opened.id);
      await until('the document has the file', () => there().toString() === 'start = 0\n');
      return [candidate, interviewer];
    }

    it('is one text for the room, the document, and who reads the log alone', async () => {
      const [candidate, interviewer] = await begin();
      candidate.workspace.text(PATH).insert(0, 'a = 1\n');
      await until('it came to the document', () => there().toString() === 'a = 1\nstart = 0\n');
      there().insert(0, 'b = 2\n');
      const wanted = 'b = 2\na = 1\nstart = 0\n';
      const alone = await join('observer', nativeBackend({ url: address, WebSocket: ws }));
      for (const room of [candidate, interviewer, alone])
        await until('all have it', () => textOf(room) === wanted);
      await candidate.append('chat.message', { text: 'Hello' });
      await until('the message came', () => interviewer.state.chat.some(({ text }) => text === 'Hello'));
      const entries = await interviewer.export();
      assert.equal(entries.verification.ok, true);
      const found = entries.entries
        .filter((entry) => !isWithheld(entry) && entry.kind === 'doc.update')
        .slice(2);
      assert.deepEqual(
        found.map((entry) => 'by' in entry && entry.by),
        [candidate.you],
        'what was found in the document is entered by the candidate’s page alone',
      );
      assert.equal(interviewer.state.people.length, 3, 'the people are those of the log');
    });

    it('loses nothing where a stranger, a candidate and an interviewer write at the same time', async () => {
      const [candidate, interviewer] = await begin();
      const refused: unknown[] = [];
      for (const room of [candidate, interviewer]) room.onRefused((each) => refused.push(each));
      for (let at = 0; at < 60; at++) {
        there().insert(0, 's');
        candidate.workspace.text(PATH).insert(0, 'c');
        interviewer.workspace.text(PATH).insert(0, 'i');
        await sleep(5);
      }
      const all = () => [textOf(candidate), textOf(interviewer), there().toString()];
      await until('all have all', () => all().every((each) => each?.length === 190 && each === all()[0]));
      for (const letter of ['s', 'c', 'i']) assert.ok((all()[0]?.split(letter).length ?? 0) > 60, letter);
      assert.deepEqual(refused, []);
    });

    it('has in the document what was written last before its writer left', async () => {
      const [candidate] = await begin();
      candidate.workspace.text(PATH).insert(0, 'last = 1\n');
      await candidate.leave();
      await until('the document has it', () => there().toString() === 'last = 1\nstart = 0\n');
    });

    it('has no text of someone else’s layout beside a log', async () => {
      for (const setting of ['text=monaco', 'map=files']) {
        const url = `${server.url}/?${setting}&log=${encodeURIComponent(address)}`;
        const backend = await openBackend(dialect, { url, WebSocket: ws });
        await assert.rejects(Room.join({ backend, session: 'any' }), /cannot stand beside "log"/);
      }
    });

    it('goes on without the document’s server, which gets the rest when it is back', async () => {
      const [candidate, interviewer] = await begin();
      server.cut();
      candidate.workspace.text(PATH).insert(0, 'c = 3\n');
      await until('it came through the log', () => textOf(interviewer)?.startsWith('c = 3\n'));
      await until('it is told', () =>
        candidate.offers.notices?.recent.some(
          ({ level, name }) => level === 'warning' && name === 'document',
        ),
      );
      await until('the document has it, too', () => there().toString() === 'c = 3\nstart = 0\n');
    });

    it('takes nothing into a log that is closed, and what was meanwhile once it is open again', async () => {
      const [candidate, interviewer] = await begin();
      await candidate.append('stage.changed', { stage: 'submitted' });
      await until('it is handed in', () => interviewer.state.stage.now === 'submitted');
      there().insert(0, 'late = 1\n');
      await sleep(700);
      assert.deepEqual([candidate, interviewer].map(textOf), ['start = 0\n', 'start = 0\n']);
      await interviewer.append('stage.changed', { stage: 'started' });
      for (const room of [candidate, interviewer])
        await until('it is there now', () => textOf(room) === 'late = 1\nstart = 0\n');
    });
  });
