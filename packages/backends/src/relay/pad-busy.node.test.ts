import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Time } from '../testing/time.js';
import { Pad } from './pad.js';

/** Someone at a pad, who hears what they are told when they are told it. */
function desk(start: string) {
  const time = new Time();
  let text = start;
  const written: string[] = [];
  const waiting: string[] = [];
  const pad: Pad = new Pad({
    clock: { now: time.now, after: time.after },
    random: () => 0.5,
    echoes: true,
    confirms: true,
    hearAll: () => waiting.splice(0).forEach((each) => pad.hear(each)),
    read: () => text,
    show: (shown) => void (text = shown),
    write: async (sent) => void written.push(sent),
    fetch: async () => undefined,
    failed: () => true,
    deaf: () => undefined,
    keep: () => undefined,
  });
  pad.connected(start);
  const type = (typed: string) => {
    text += typed;
    pad.typed();
  };
  return {
    time,
    written,
    waiting,
    pad,
    type,
    /** Types, and hears that it was taken. */
    tell: async (typed: string) => {
      type(typed);
      await time.run(160);
      pad.hear(written.at(-1) ?? '');
    },
    get text() {
      return text;
    },
  };
}

describe('a pad of two who type', () => {
  it('keeps what one typed while the page of the other heard nothing for a while', async () => {
    const ann = desk('x\n');
    for (const typed of ['B', 'BD', 'BDF']) {
      ann.pad.hear(`x\n${typed}`);
      await ann.time.run(200);
    }
    for (const typed of 'acegik') await ann.tell(typed);
    ann.type('m');
    assert.equal(ann.text, 'x\nBDFacegikm');
    // Written by who had heard none of it, and told to all near a second after the first.
    ann.pad.hear('x\nBDFH');
    assert.equal(ann.text, 'x\nBDFHacegikm');
    await ann.time.run(200);
    assert.equal(ann.written.at(-1), 'x\nBDFHacegikm');
  });

  it('keeps what one typed since both came to the same, though the other writes that late', async () => {
    const ann = desk('x\n');
    ann.type('a');
    await ann.time.run(160);
    assert.deepEqual(ann.written, ['x\na']);
    // Ben wrote before that, and hears of it only later.
    ann.pad.hear('x\nB');
    ann.pad.hear('x\na');
    await ann.time.run(10);
    assert.equal(ann.written.at(-1), 'x\nBa');
    ann.pad.hear('x\nBa');
    await ann.tell('c');
    await ann.time.run(900);
    // He puts right what he wrote over, as she did: that takes nothing away.
    ann.pad.hear('x\nBa');
    assert.equal(ann.text, 'x\nBac');
  });

  it('keeps what one has just typed and written where the other begins without a sight of it', async () => {
    const ann = desk('x\n');
    for (let n = 0; n < 12; n++) await ann.tell('a');
    ann.pad.hear('x\nB');
    assert.equal(ann.text, `x\nB${'a'.repeat(12)}`);
  });

  it('keeps it for as long as either types, and not where both rest', async () => {
    for (const [rest, kept] of [
      [5_000, 'x\nBDa'],
      [20_000, 'x\nBD'],
    ] as const) {
      const ann = desk('x\n');
      ann.pad.hear('x\nB');
      await ann.tell('a');
      await ann.time.run(rest);
      ann.pad.hear('x\nBD');
      assert.equal(ann.text, kept, `after ${rest} ms`);
    }
  });

  it('lets what the other has seen be taken away, though both type', async () => {
    const ann = desk('x\n');
    ann.pad.hear('x\nB');
    await ann.tell('a');
    await ann.time.run(700);
    // Written elsewhere, perhaps before "a" was heard of; what comes next was not.
    ann.pad.hear('// y\nx\nBa');
    await ann.time.run(700);
    ann.pad.hear('// y\nx\nBD');
    assert.equal(ann.text, '// y\nx\nBD');
  });

  it('hears what waits to be heard before it writes', async () => {
    const ann = desk('x\n');
    ann.type('a');
    ann.waiting.push('// y\nx\n');
    await ann.time.run(200);
    assert.deepEqual(ann.written, ['// y\nx\na']);
  });
});
