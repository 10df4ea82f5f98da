// Who comes to a pad and who leaves it, as the pad and the others are told.
import { strict as assert } from 'node:assert';
import { afterEach, describe, it } from 'node:test';
import type { Room } from '@interview-room/core';
import { impl } from '../src/stand-ins/relay/impl.js';
import { serve, type Routes } from '../src/stand-ins/serve.js';
import type { StandIn } from '../src/stand-ins/stand-in.js';
import { notices, settled, Stage, textIn, type, until } from './relay-stage.js';

const stage = new Stage();
afterEach(() => stage.clear());

/** What a stand-in was sent: requests by their last word, frames by their type. */
const heard = ({ heard: all }: StandIn, name: string): unknown[] =>
  all.flatMap(({ what, body }) => {
    const { type, payload } = Object(body) as { type?: unknown; payload?: unknown };
    if (what === 'frame') return type === name ? [payload] : [];
    return what.endsWith(`/${name}`) ? [body] : [];
  });
/** Whom a room was told of as gone. */
function goneFrom(room: Room): string[] {
  const gone: string[] = [];
  room.onCast(({ kind, by }) => kind === 'presence.gone' && gone.push(by));
  return gone;
}
const personIn = (room: Room, name: string) => room.state.people.find((person) => person.name === name);

for (const variant of ['impl', 'docs', 'flat'])
  describe(`relay, ${variant}: who comes and goes`, () => {
    it('vanishes for the others on leaving, and nobody else does', async () => {
      const standIn = await stage.start({ variant });
      const { room: ann, id } = await stage.make(standIn);
      const ben = await stage.join(standIn, id, 'Ben');
      const cem = await stage.join(standIn, id, 'Cem');
      await until(() => personIn(ann, 'Ben') && personIn(ann, 'Cem') && personIn(cem, 'Ben'));
      const [atAnn, atCem] = [goneFrom(ann), goneFrom(cem)];
      await ben.leave();
      await until(() => atAnn.length > 0 && atCem.length > 0);
      // Whatever else would be told of it comes before what is typed now.
      type(ann, 'still here\n');
      await until(() => settled(ann) && textIn(cem) === textIn(ann));
      assert.deepEqual(atAnn, [personIn(ann, 'Ben')?.id]);
      assert.deepEqual(atCem, [personIn(cem, 'Ben')?.id]);
    });
  });

describe('relay, docs: who comes and goes', () => {
  it('says to leave before the connection is closed, and who it is that leaves', async () => {
    const standIn = await stage.start({ variant: 'docs' });
    const { room: ann, id } = await stage.make(standIn);
    const ben = await stage.join(standIn, id, 'Ben');
    type(ben, 'last words\n');
    await ben.leave();
    await until(() => heard(standIn, 'leave-session').length > 0);
    await until(() => textIn(ann).endsWith('last words\n'));
    const [, joined] = heard(standIn, 'join-session') as { userId: string; username: string }[];
    assert.equal(joined?.username, 'Ben');
    assert.deepEqual(heard(standIn, 'leave-session'), [{ userId: joined.userId }]);
  });

  it('is refused by a pad that is not there, in plain words', async () => {
    const standIn = await stage.start({ variant: 'docs' });
    await assert.rejects(stage.join(standIn, 'nowhere'), {
      name: 'JoinRefusedError',
      reason: 'room-unknown',
      message: /no such pad/,
    });
  });

  it('is warned of what the pad says went wrong, in its words', async () => {
    const standIn = await stage.start({ variant: 'docs' });
    const { room } = await stage.make(standIn);
    standIn.say({ type: 'error', payload: { message: 'The pad is being tidied.' } });
    await until(() => notices(room).includes('error'));
    const said = room.offers.notices?.recent.filter(({ name }) => name === 'error');
    assert.deepEqual(said?.map(({ level, text }) => [level, text]), [['warning', 'The pad is being tidied.']]); // prettier-ignore
    assert.equal(room.connection.status, 'open');
  });
});

describe('relay, impl: who comes and goes', () => {
  it('says who it is that leaves', async () => {
    const standIn = await stage.start();
    const { id } = await stage.make(standIn);
    const users = async () =>
      (await (await fetch(`${standIn.url}/sessions/${id}/users`)).json()) as { id: string; name: string }[];
    const ben = await stage.join(standIn, id, 'Ben');
    const own = (await users()).find(({ name }) => name === 'Ben')?.id;
    assert.ok(own);
    await ben.leave();
    await until(() => heard(standIn, 'leave').length > 0);
    assert.deepEqual(heard(standIn, 'leave'), [{ userId: own }]);
    assert.deepEqual((await users()).map(({ name }) => name), ['Ann']); // prettier-ignore
  });

  it('does not join a second time after a break', async () => {
    const standIn = await stage.start();
    const { room: ann, id } = await stage.make(standIn);
    for (let round = 0; round < 2; round++) {
      standIn.cut();
      await until(() => ann.connection.status !== 'open');
      ann.retry();
      await until(() => settled(ann));
    }
    assert.deepEqual(heard(standIn, 'join'), [{ userName: 'Ann' }]);
    assert.equal(heard(standIn, id).length > 0, true, 'it was asked for what it holds now');
    type(ann, 'back\n');
    await until(() => settled(ann));
    assert.deepEqual(heard(standIn, 'leave'), []);
  });

  for (const only of ['/sessions', '/api/sessions'])
    it(`is made, joined, written and run where ${only} alone is let through`, async () => {
      const through = ([route]: [string, unknown]) => route.split(' ')[1]?.startsWith(only);
      const routes = (): Routes => {
        const all = impl();
        return { ...all, http: Object.fromEntries(Object.entries(all.http).filter(through)) };
      };
      const standIn = await serve('relay', ['impl'], {}, routes);
      stage.also(() => standIn.close());
      const { room: ann, id } = await stage.make(standIn);
      const ben = await stage.join(standIn, id, 'Ben');
      await until(() => personIn(ann, 'Ben') && personIn(ben, 'Ann'));
      type(ben, 'from ben\n');
      await until(() => settled(ben) && textIn(ann).endsWith('from ben\n'));
      await ben.append('run.finished', { language: 'javascript', outcome: 'ok', exitCode: 0, durationMs: 5, output: '3\n' }); // prettier-ignore
      await until(() => ann.state.runs['javascript']?.output === '3\n');
      await ben.append('language.changed', { language: 'python' });
      await until(() => ann.state.language === 'python');
      const gone = goneFrom(ann);
      await ben.leave();
      await until(() => gone.length === 1);
    });
});
