import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'node:test';
import { newId, verify } from '@interview-room/core/protocol';
import { SignJWT } from 'jose';
import { Client, type Joining, type Transport } from '../testing/client.js';
import { World, type Made } from '../testing/world.js';

const SECRET = 'what tokens are signed by here';
const transports: readonly Transport[] = ['socket', 'stream'];

for (const transport of transports)
  describe(`a room over a ${transport}`, () => {
    let world: World;
    let room: Made;
    const open: Client[] = [];
    const join = async (joining: Joining) => {
      const client = await Client.join(world, room.id, joining, transport);
      open.push(client);
      return client;
    };
    before(async () => {
      world = await World.open({ secret: SECRET });
      room = await world.room();
    });
    after(async () => {
      for (const client of open) if (!client.closed) await client.leave();
      await world.close();
    });

    it('welcomes, sends what was written, and then what is', async () => {
      const interviewer = await join({ token: room.tokens.interviewer, name: 'Ines' });
      assert.equal(interviewer.welcome?.role, 'interviewer');
      assert.equal(interviewer.welcome?.name, 'Ines');
      await interviewer.until(({ kinds }) => kinds.includes('participant.joined'));
      assert.deepEqual(interviewer.kinds, [
        'room.opened',
        'question.secret',
        'language.changed',
        'timer.set',
        'participant.joined',
      ]);
      const seq = await interviewer.append('chat.message', { text: 'Hello' });
      assert.equal(seq, 6);
      await interviewer.until((client) => client.seq === 6);
      assert.deepEqual(verify(interviewer.entries), {
        ok: true,
        from: 1,
        to: 6,
        head: interviewer.entries.at(-1)?.hash,
      });
    });

    it('withholds from a candidate what is for interviewers, and the chain still verifies', async () => {
      const candidate = await join({ token: room.tokens.candidate, name: 'Ada' });
      const interviewer = await join({ token: room.tokens.interviewer, name: 'Ines' });
      const seq = await interviewer.append('note.added', { note: 'n1', text: 'Private words' });
      await candidate.until((client) => client.seq === seq);
      assert.ok(verify(candidate.entries).ok);
      assert.equal(candidate.kinds.filter((kind) => kind === 'withheld').length, 2);
      assert.ok(!candidate.texts.join().includes('Private words'));
      await interviewer.until((client) => client.seq === seq);
      assert.ok(interviewer.texts.join().includes('Private words'));
    });

    it('resumes after the last entry that is known', async () => {
      const first = await join({ token: room.tokens.interviewer });
      await first.append('chat.message', { text: 'one' });
      const { seq } = await first.until((client) => client.entries.at(-1));
      await first.leave();
      const again = await join({ token: room.tokens.interviewer, after: seq - 1 });
      await again.until(({ entries }) => entries.length > 0);
      assert.equal(again.entries[0]?.seq, seq);
    });

    it('acknowledges again what is there, and writes it once', async () => {
      const client = await join({ token: room.tokens.interviewer });
      const id = newId();
      const seq = await client.append('chat.message', { text: 'once' }, { id });
      const again = await join({ token: room.tokens.interviewer });
      assert.equal(await again.append('chat.message', { text: 'once' }, { id }), seq);
      await again.until((each) => each.seq >= Number(seq));
      assert.equal(again.entries.filter((entry) => 'id' in entry && entry.id === id).length, 1);
    });

    it('keeps the order of what one sends', async () => {
      const client = await join({ token: room.tokens.interviewer });
      const ids = Array.from({ length: 40 }, newId);
      const entries = ids.map((id) => ({ id, kind: 'chat.message', body: { text: id } }));
      if (transport === 'socket')
        for (const entry of entries) void client.send({ type: 'append', entries: [entry] });
      else await client.send({ type: 'append', entries });
      const places = await Promise.all(ids.map((id) => client.outcome(id)));
      assert.deepEqual(
        places,
        ids.map((_, index) => Number(places[0]) + index),
      );
    });

    it('casts to all others, to one alone, and tells when someone leaves', async () => {
      const one = await join({ token: room.tokens.interviewer });
      const two = await join({ token: room.tokens.candidate });
      const three = await join({ token: room.tokens.observer });
      await one.send({ type: 'cast', kind: 'chat.typing', body: { for: 'all' } });
      await two.until((client) => client.of('cast').some(({ kind }) => kind === 'chat.typing'));
      await one.send({ type: 'cast', kind: 'acme.nudge', body: {}, to: two.welcome?.you });
      await two.until((client) => client.of('cast').some(({ kind }) => kind === 'acme.nudge'));
      await one.leave();
      const gone = await three.until((client) =>
        client.of('cast').find(({ kind }) => kind === 'presence.gone'),
      );
      assert.deepEqual(gone, {
        type: 'cast',
        by: one.welcome?.you,
        client: one.id,
        kind: 'presence.gone',
        body: {},
      });
      assert.ok(!three.of('cast').some(({ kind }) => kind === 'acme.nudge'));
      assert.equal(one.of('cast').filter(({ kind }) => kind === 'chat.typing').length, 0);
    });

    it('is not told to have lost who came again before their old connection ended', async () => {
      const watcher = await join({ token: room.tokens.observer });
      const old = await join({ token: room.tokens.candidate, client: 'tab-1' });
      const now = await join({ token: room.tokens.candidate, client: 'tab-1' });
      await old.leave();
      await now.send({ type: 'cast', kind: 'presence', body: {} });
      await watcher.until((client) => client.of('cast').some(({ client: tab }) => tab === 'tab-1'));
      await now.leave();
      await watcher.until((client) => client.of('cast').some(({ kind }) => kind === 'presence.gone'));
      assert.deepEqual(
        watcher
          .of('cast')
          .filter(({ client }) => client === 'tab-1')
          .map(({ kind }) => kind),
        ['presence', 'presence.gone'],
      );
    });

    it('answers pings with its clock, and passes over what it does not know', async () => {
      const client = await join({ token: room.tokens.observer });
      await client.send({ type: 'dance' });
      await client.send({ type: 'ping', t: 12.5 });
      const pong = await client.until((each) => each.of('pong')[0]);
      assert.equal(pong.t, 12.5);
      assert.ok(Math.abs(pong.now - Date.now()) < 60_000);
      assert.equal(client.closed, undefined);
    });

    it('refuses whoever has no right token, and says why', async () => {
      const other = await world.room();
      const expired = await world.server.context.tokens.mint(
        { sub: 'a', room: room.id, role: 'candidate' },
        -10,
      );
      const [head, , signature] = room.tokens.candidate.split('.');
      const forged = Buffer.from(
        JSON.stringify({ iss: 'interview-room', sub: 'a', room: room.id, role: 'interviewer', exp: 9e9 }),
      );
      const named = (sub: string) =>
        world.server.context.tokens.mint({ sub, room: room.id, role: 'candidate' });
      const elsewhere = new SignJWT({ room: room.id, role: 'interviewer' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('another')
        .setSubject('a')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET));
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      const cases: [string | undefined, string][] = [
        [undefined, 'token-missing'],
        ['nonsense', 'token-invalid'],
        [expired, 'token-expired'],
        [other.tokens.candidate, 'token-foreign'],
        [`${head}.${forged.toString('base64url')}.${signature}`, 'token-invalid'],
        [`${none}.${forged.toString('base64url')}.`, 'token-invalid'],
        [await named('room'), 'token-invalid'],
        [await named('assistant'), 'token-invalid'],
        [await elsewhere, 'token-invalid'],
      ];
      for (const [token, reason] of cases) {
        const client = await join({ token });
        await client.until((each) => each.closed);
        assert.equal(client.of('refused')[0]?.reason, reason);
        if (transport === 'socket') assert.equal(client.closed?.code, 4401);
        assert.equal(client.entries.length, 0);
      }
    });

    it('refuses an unknown room, an unknown version, and a place beyond the end', async () => {
      const token = await world.server.context.tokens.mint({ sub: 'a', room: 'nowhere', role: 'candidate' });
      const nowhere = await Client.join(world, 'nowhere', { token }, transport);
      await nowhere.until((each) => each.closed);
      assert.equal(nowhere.of('refused')[0]?.reason, 'room-unknown');
      for (const [joining, reason] of [
        [{ protocol: [99] }, 'protocol'],
        [{ after: 9999 }, 'malformed'],
      ] as const) {
        const client = await join({
          token: room.tokens.candidate,
          ...joining,
          protocol: [...(('protocol' in joining && joining.protocol) || [1])],
        });
        await client.until((each) => each.closed);
        assert.equal(client.of('refused')[0]?.reason, reason);
      }
    });

    it('makes someone known once, and again under a new name', async () => {
      const fresh = await world.room();
      const token = await world.token(fresh.id, { role: 'candidate', sub: 'ada', extraTime: 25 });
      for (const name of ['Ada', 'Ada', 'Ada L.', 'Ada']) {
        const client = await Client.join(world, fresh.id, { token, name }, transport);
        await client.leave();
      }
      const log = await world.server.context.engine.read(fresh.id, 0);
      const joins = log
        .filter(({ entry }) => entry.kind === 'participant.joined')
        .map(({ entry }) => entry.body);
      assert.deepEqual(
        joins.map((body) => (body as { name: string }).name),
        ['Ada', 'Ada L.', 'Ada'],
      );
      assert.deepEqual(joins[0], { id: 'ada', name: 'Ada', role: 'candidate', color: 0, extraTime: 25 });
    });

    it('makes known that someone is given more time than before', async () => {
      const fresh = await world.room();
      for (const extraTime of [25, 50, 50]) {
        const token = await world.token(fresh.id, { role: 'candidate', sub: 'ada', name: 'Ada', extraTime });
        await (await Client.join(world, fresh.id, { token }, transport)).leave();
      }
      const log = await world.server.context.engine.read(fresh.id, 0);
      const joins = log.filter(({ entry }) => entry.kind === 'participant.joined');
      assert.deepEqual(
        joins.map(({ entry }) => (entry.body as { extraTime: number }).extraTime),
        [25, 50],
      );
    });

    it('leaves who comes again without a name the one they have', async () => {
      const { id, tokens } = await world.room();
      const again = (name?: string) => Client.join(world, id, { token: tokens.candidate, name }, transport);
      for (const [asked, has] of [
        ['Ada', 'Ada'],
        [undefined, 'Ada'],
        [' \u0007', 'Ada'],
        ['Ada L.', 'Ada L.'],
      ] as const) {
        const client = await again(asked);
        assert.equal(client.welcome?.name, has);
        await client.leave();
      }
    });

    it('is closed for all when it is deleted', async () => {
      const fresh = await world.room();
      const client = await Client.join(world, fresh.id, { token: fresh.tokens.candidate }, transport);
      assert.equal((await world.fetch(`/api/rooms/${fresh.id}`, { method: 'DELETE' })).status, 204);
      await client.until((each) => each.closed);
      assert.equal(client.of('refused')[0]?.reason, 'room-ended');
      const again = await Client.join(world, fresh.id, { token: fresh.tokens.candidate }, transport);
      await again.until((each) => each.closed);
      assert.equal(again.of('refused')[0]?.reason, 'room-unknown');
    });
  });

describe('a stream', () => {
  it('says that it is there while there is nothing else to say', async () => {
    const world = await World.open({ limits: { streamPingMs: 20 } });
    const { id, tokens } = await world.room();
    const hello = { type: 'hello', protocol: [1], token: tokens.observer, client: 'c', after: 0 };
    const { body } = await world.post(`/api/rooms/${id}/stream`, hello, '');
    const [reader, decoder] = [body?.getReader(), new TextDecoder()];
    let text = '';
    while (!/(: ping\n\n){3}$/.test(text)) {
      const part = await reader?.read();
      assert.ok(part && !part.done, text);
      text += decoder.decode(part.value, { stream: true });
    }
    assert.ok(text.includes('"type":"welcome"'));
    await reader?.cancel();
    await world.close();
  });
});
