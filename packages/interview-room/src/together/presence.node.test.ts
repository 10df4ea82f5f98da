import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Clock } from '@interview-room/core';
import { Hall } from '../../test/hall.js';
import { RoomPresence } from './presence.js';

/** A clock that goes on when it is told to. */
class Hourglass implements Clock {
  private time = 0;
  private waiting: { at: number; work: () => void }[] = [];
  now = () => this.time;
  after = (ms: number, work: () => void) => {
    const item = { at: this.time + ms, work };
    this.waiting.push(item);
    return () => void (this.waiting = this.waiting.filter((each) => each !== item));
  };
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.waiting = this.waiting.filter((each) => each !== next);
      this.time = next.at;
      next.work();
    }
    this.time = end;
  }
}

const pageOf = (focus = true) =>
  Object.assign(new EventTarget(), { document: { hasFocus: () => focus } }) as unknown as Window;

async function meet() {
  const [hall, clock] = [new Hall(), new Hourglass()];
  const enter = async (by: string, client = '1', page = pageOf()) =>
    new RoomPresence(await hall.join(by, client), clock, page);
  const ada = await enter('ada');
  const bob = await enter('bob');
  const told = (who: string) => hall.casts.filter((each) => each === `${who} presence`).length;
  return { hall, clock, enter, ada, bob, told };
}
const at =
  (path: string, head = 'AA==') =>
  () => ({ path, anchor: head, head });

describe('presence', () => {
  it('knows those who were here before, and is known to them, with name and hue', async () => {
    const { ada, bob, clock } = await meet();
    clock.pass(100);
    assert.deepEqual(ada.places.map(({ id, name, color, here }) => [id, name, color, here]), [['bob', 'BOB', 1, true]]); // prettier-ignore
    assert.deepEqual(bob.places.map(({ id, name, color }) => [id, name, color]), [['ada', 'ADA', 0]]); // prettier-ignore
  });

  it('is known once the others have had the time to answer, and as long as there is a connection', async () => {
    const { hall, ada, clock } = await meet();
    const told: boolean[] = [];
    ada.subscribe(() => told.push(ada.isKnown));
    assert.equal(ada.isKnown, false);
    clock.pass(1500);
    assert.equal(ada.isKnown, true);
    hall.connect('ada', 'offline');
    assert.equal(ada.isKnown, false);
    clock.pass(10_000);
    assert.equal(ada.isKnown, false);
    hall.connect('ada', 'open');
    assert.equal(ada.isKnown, false);
    clock.pass(1500);
    assert.equal(ada.isKnown, true);
    assert.deepEqual(told.filter((each, at) => each !== told[at - 1]).slice(-3), [true, false, true]);
  });

  it('tells another file at once, and of steps in it ten in a second at most, the last one too', async () => {
    const { ada, bob, clock, told } = await meet();
    clock.pass(1000);
    bob.moveTo(at('a.py'));
    assert.equal(ada.places[0]?.path, 'a.py');
    const before = told('bob/1');
    for (let step = 0; step < 100; step++) {
      bob.moveTo(at('a.py', `${String(step).padStart(3, '0')}=`));
      clock.pass(10);
    }
    assert.ok(told('bob/1') - before >= 100);
    const [again, head] = [told('bob/1'), { now: 'AAA=' }];
    bob.moveTo(() => ({ path: 'a.py', anchor: head.now, head: head.now }));
    for (let step = 0; step < 100; step++) {
      head.now = `B${step}=`;
      bob.tell();
      clock.pass(10);
    }
    clock.pass(100);
    assert.ok(told('bob/1') - again <= 13, String(told('bob/1') - again));
    assert.equal(ada.places[0]?.head, 'B99=');
  });

  it('tells nothing where nothing is new, but again every 15 seconds', async () => {
    const { bob, clock, told } = await meet();
    bob.moveTo(at('a.py'));
    clock.pass(1000);
    const before = told('bob/1');
    for (let step = 0; step < 50; step++) bob.tell();
    clock.pass(13_000);
    assert.equal(told('bob/1'), before);
    clock.pass(2000);
    assert.equal(told('bob/1'), before + 1);
  });

  it('counts moves, and calls back for nothing else than a change', async () => {
    const { ada, bob, clock } = await meet();
    bob.moveTo(at('a.py'));
    clock.pass(1500);
    const moves = ada.places[0]?.moves ?? 0;
    let calls = 0;
    ada.subscribe(() => calls++);
    clock.pass(45_000);
    assert.equal(calls, 0);
    assert.equal(ada.places, ada.places);
    bob.moveTo(at('a.py', 'AQ=='));
    assert.equal(calls, 1);
    assert.equal(ada.places[0]?.moves, moves + 1);
  });

  it('says who types, until they rest', async () => {
    const { ada, bob, clock } = await meet();
    clock.pass(1000);
    bob.typed();
    assert.equal(ada.places[0]?.typing, false, 'not in the task of the key');
    clock.pass(0);
    assert.equal(ada.places[0]?.typing, true);
    clock.pass(1000);
    bob.typed();
    clock.pass(1900);
    assert.equal(ada.places[0]?.typing, true);
    clock.pass(300);
    assert.equal(ada.places[0]?.typing, false);
  });

  it('forgets who was silent for 40 seconds, and who left at once', async () => {
    const { hall, ada, bob, clock } = await meet();
    hall.cut('bob');
    clock.pass(39_000);
    assert.equal(ada.places.length, 1);
    clock.pass(2000);
    assert.equal(ada.places.length, 0);
    const carl = new RoomPresence(await hall.join('carl'), clock, pageOf());
    assert.equal(ada.places.length, 1);
    carl.stop();
    assert.equal(ada.places.length, 0);
    bob.stop();
  });

  it('goes with the page, and comes back with one that was kept', async () => {
    const { ada, enter } = await meet();
    const page = pageOf();
    await enter('carl', '1', page);
    page.dispatchEvent(new Event('pagehide'));
    assert.deepEqual(ada.places.map(({ id }) => id), ['bob']); // prettier-ignore
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    assert.deepEqual(ada.places.map(({ id }) => id), ['bob', 'carl']); // prettier-ignore
  });

  it('takes two tabs of a person for two, of one hue', async () => {
    const { ada, enter, clock } = await meet();
    await enter('bob', '2', pageOf(false));
    clock.pass(100);
    assert.deepEqual(ada.places.map(({ id, client, color, focus }) => [id, client, color, focus]), [['bob', '1', 1, true], ['bob', '2', 1, false]]); // prettier-ignore
    assert.equal(new Set(ada.places.map(({ key }) => key)).size, 2);
  });

  it('is not troubled by what is no presence, nor by a crowd of tabs', async () => {
    const { hall, ada, clock } = await meet();
    clock.pass(100);
    for (const body of [null, 7, 'x', [], { path: 7, anchor: {}, head: 'x'.repeat(5000) }]) {
      hall.cast('mallory', '1', 'presence', body);
    }
    const mallory = ada.places.find(({ id }) => id === 'mallory');
    assert.equal(mallory?.path, undefined);
    assert.equal(mallory?.anchor, undefined);
    for (let tab = 0; tab < 1000; tab++) hall.cast('mallory', String(tab), 'presence', {});
    assert.ok(ada.places.length <= 100);
  });
});
