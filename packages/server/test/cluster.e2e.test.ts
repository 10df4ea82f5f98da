// What compose.yaml describes, as plain processes: two servers on one NATS behind nginx, and one of them killed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { nativeBackend, Room, verify, type Delivered, type Entry } from '@interview-room/core';
import { WebSocket } from 'ws';
import { addition } from '../src/testing/interview.js';
import { NatsServer, natsMissing } from '../src/testing/nats.js';
import { isSigned, startReceiver } from '../src/testing/receiver.js';
import { until } from '../src/testing/until.js';
import { nginxMissing, startNginx } from './nginx.js';
import { freePort, ServerProcess } from './server-process.js';

const KEY = 'key-of-the-cluster';
const HOOKS = 'what its webhooks are signed by';
const skip = natsMissing() || nginxMissing();
if (skip) console.log(`Skipped: two servers behind nginx: ${skip}`);

interface Made {
  id: string;
  tokens: Record<'candidate' | 'interviewer' | 'observer', string>;
}

describe('two servers on one NATS behind nginx', { skip }, () => {
  let nats: NatsServer;
  let servers: ServerProcess[];
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let stopNginx: () => Promise<void>;
  let url: string;
  let room: Made;
  const members: Member[] = [];

  before(async () => {
    nats = await NatsServer.start();
    receiver = await startReceiver();
    const env = {
      API_KEY: KEY,
      IR_SECRET: 'a secret for all',
      WEBHOOK_URL: receiver.url,
      WEBHOOK_SECRET: HOOKS,
    };
    const ports = [await freePort(), await freePort()];
    const args = ['--nats', nats.url, '--webhook-private'];
    servers = ports.map((port) => new ServerProcess(port, args, env));
    for (const server of servers) await server.start();
    const port = await freePort();
    stopNginx = await startNginx(port, ports);
    url = `http://127.0.0.1:${port}`;
    room = await makeRoom();
  });
  after(async () => {
    await Promise.all(members.map(({ room }) => room.leave()));
    await stopNginx?.();
    for (const server of servers ?? []) await server.end('SIGTERM');
    await receiver?.close();
    await nats?.stop();
  });

  async function makeRoom(): Promise<Made> {
    const answer = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: addition }),
    });
    assert.equal(answer.status, 201);
    return (await answer.json()) as Made;
  }

  async function enter(role: keyof Made['tokens'], transport: 'socket' | 'stream'): Promise<Member> {
    const backend = nativeBackend({ url, transport, WebSocket: WebSocket as never });
    const member = new Member(
      await Room.join({ backend, session: room.id, token: room.tokens[role] }),
      transport,
    );
    members.push(member);
    return member;
  }

  const log = async (): Promise<Delivered[]> => {
    const answer = await fetch(`${url}/api/rooms/${room.id}/log`, {
      headers: { Authorization: `Bearer ${room.tokens.interviewer}` },
    });
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Delivered);
  };
  const kept = async (kind: string) =>
    (await log()).filter((each): each is Entry => 'kind' in each && each.kind === kind);

  it('take in people on both transports, and show each what the others write', async () => {
    const [one, two] = [await enter('candidate', 'socket'), await enter('interviewer', 'stream')];
    await enter('interviewer', 'socket');
    await enter('candidate', 'stream');
    await one.room.append('stage.changed', { stage: 'started' });
    await until('the stage is known to all', () =>
      members.every((each) => each.room.state.stage.now === 'started'),
    );
    for (const { room, transport } of members) assert.equal(room.connection.remote?.transport, transport);
    one.room.workspace.text('javascript/add.js').insert(0, 'export const add = (a, b) => a + b;\n');
    await until('the text came', () => two.text().startsWith('export'));
    const peers = await Promise.all(servers.map((server) => server.figure('peers')));
    assert.equal(peers[0]! + peers[1]!, 4);
    assert.ok(
      peers.every((count) => count > 0),
      `all went to one: ${peers.join()}`,
    );
  });

  it('lose nothing when one of them is killed under load', async () => {
    let over = false;
    const writing = members.map((member, index) => member.write(index, () => over));
    const written = () => Math.min(...members.map(({ acknowledged }) => acknowledged.length));
    await until('all have written', () => written() > 15, 60);
    await servers[0]?.end('SIGKILL');
    const before = written();
    await until('all are back', () => members.every(({ room }) => room.connection.status === 'open'), 60);
    await until('all have written on', () => written() > before + 15, 60);
    over = true;
    await Promise.all(writing);
    await until('all is sent', () => members.every(({ room }) => room.connection.remote?.unsent === 0), 60);
    assert.equal(await servers[1]?.figure('peers'), 4);

    const entries = await log();
    assert.deepEqual(verify(entries), { ok: true, from: 1, to: entries.length, head: entries.at(-1)?.hash });
    await until('all know all', () => members.every(({ room }) => room.seq === entries.length));
    const messages = (await kept('chat.message')).map((entry) => ({
      ...entry,
      text: (entry.body as { text: string }).text,
    }));
    for (const [index, { acknowledged }] of members.entries()) {
      const own = messages.filter(({ text }) => text.startsWith(`${index}:`)).map(({ text }) => text);
      assert.deepEqual(own, acknowledged, 'each once and in order');
      for (const { room } of members) assert.deepEqual(room.state.chat.length, messages.length);
    }
    const [first] = members;
    for (const member of members) {
      assert.equal(member.text(), first?.text());
      assert.equal(member.text().split(member.mark).length - 1, member.acknowledged.length);
    }
  });

  it('judge what is submitted once, and tell of it once, with both at work again', async () => {
    await servers[0]?.start();
    const [candidate, interviewer] = members as [Member, Member];
    await candidate.room.append('language.changed', { language: 'javascript' });
    await candidate.room.append('stage.changed', { stage: 'submitted' });
    await until('it is judged', () => interviewer.room.state.judged['javascript'] !== undefined, 120);
    await until('it is told', () => receiver.received.some(({ json }) => json.event === 'graded'), 60);
    await interviewer.room.append('stage.changed', { stage: 'ended' });
    await until('the end is told', () => receiver.received.some(({ json }) => json.event === 'ended'), 60);
    assert.equal((await kept('tests.judged')).length, 1);
    const events = receiver.received.map(({ json }) => json.event).sort();
    assert.deepEqual(events, ['ended', 'graded', 'started', 'submitted']);
    assert.ok(receiver.received.every((each) => isSigned(each, HOOKS)));
    assert.deepEqual(candidate.room.state.judged, {});
  });
});

/** Someone in the room, who writes. */
class Member {
  /** The messages that the backend said it had, in the order of writing. */
  readonly acknowledged: string[] = [];
  mark = '';

  constructor(
    readonly room: Room,
    readonly transport: 'socket' | 'stream',
  ) {}

  text(): string {
    return this.room.workspace.files()['javascript/add.js'] ?? '';
  }

  /** Sends messages and edits the file, one of each after another, until it is over. */
  async write(index: number, over: () => boolean): Promise<void> {
    this.mark = `// ${'abcd'[index]}\n`;
    for (let n = 0; !over(); n++) {
      const message = `${index}:${n}`;
      this.room.workspace.text('javascript/add.js').insert(this.text().length, this.mark);
      await this.room.append('chat.message', { text: message });
      this.acknowledged.push(message);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
