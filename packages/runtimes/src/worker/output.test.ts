import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Chunk, FrameToHost, WorkerToFrame } from '../sandbox/protocol.js';
import { Relay } from '../sandbox/frame/relay.js';
import { cutMark, Output } from './output.js';
import { headOf, utf8Length } from './utf8.js';

const bytes = (text: string): number => new TextEncoder().encode(text).length;
const text = fc.string({ unit: 'grapheme-composite', maxLength: 400 });
const write = fc.record({ stream: fc.constantFrom('stdout' as const, 'stderr' as const), text });

/** What arrives in the host of what a program writes, through both ends of the sandbox. */
function through(writes: Chunk[], limit: number): Chunk[] {
  const arrived: Chunk[] = [];
  const send = (message: FrameToHost): void => {
    if (message.type !== 'output') return;
    arrived.push(...message.chunks);
    relay.ack(message.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0));
  };
  const relay = new Relay(send);
  const post = (message: WorkerToFrame): void => {
    if (message.type === 'output') relay.output(message.text, message.marks);
  };
  const output = new Output(post, limit);
  for (const { stream, text } of writes) output.write(stream, text);
  output.close();
  output.write('stdout', 'too late');
  relay.after({ type: 'pong' });
  return arrived;
}

/** Adjacent pieces of one stream joined. */
function joined(chunks: Chunk[]): Chunk[] {
  const all: Chunk[] = [];
  for (const { stream, text } of chunks) {
    const last = all.at(-1);
    if (last?.stream === stream) last.text += text;
    else if (text) all.push({ stream, text });
  }
  return all;
}

describe('output', () => {
  it('counts bytes as UTF-8 has them', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(fc.property(any, (value) => utf8Length(value) === bytes(value)));
    expect(utf8Length('\ud800x')).to.equal(4);
  });

  it('cuts at a letter, as late as it can', () => {
    fc.assert(
      fc.property(text, fc.nat(600), (value, limit) => {
        const head = headOf(value, limit);
        expect(value.startsWith(head)).to.equal(true);
        expect(bytes(head)).to.be.at.most(limit);
        expect(head).not.to.match(/[\ud800-\udbff]$/);
        if (head !== value) expect(bytes(head)).to.be.greaterThan(limit - 4);
      }),
    );
  });

  it('loses nothing, changes no order, splits no letter', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
        const arrived = through(writes, 1e6);
        expect(joined(arrived)).to.deep.equal(joined(writes));
        for (const chunk of arrived) expect(chunk.text).not.to.match(/[\ud800-\udbff]$/);
      }),
    );
  });

  it('keeps within the limit and says so once', () => {
    fc.assert(
      fc.property(fc.array(write, { minLength: 1, maxLength: 8 }), (writes) => {
        const whole = writes.map((one) => one.text).join('');
        const limit = Math.max(1, Math.floor(bytes(whole) / 2));
        fc.pre(bytes(whole) > limit);
        const arrived = through(writes, limit)
          .map((chunk) => chunk.text)
          .join('');
        const at = arrived.indexOf(cutMark(limit));
        expect(at).to.be.greaterThan(-1);
        expect(arrived.length).to.equal(at + cutMark(limit).length);
        expect(whole.startsWith(arrived.slice(0, at))).to.equal(true);
        expect(bytes(arrived.slice(0, at))).to.be.within(limit - 3, limit);
      }),
    );
  });

  it('says the limit in words', () => {
    expect([500, 5000, 1e6, 2.5e6, 1e7].map((limit) => cutMark(limit).trim().split(' at ')[1])).to.deep.equal(
      ['500 bytes', '5 kB', '1 MB', '2.5 MB', '10 MB'],
    );
  });
});
