import { expect } from 'chai';
import { once, until } from '../../../.config/testing/fixture.js';
import { inside, opened, question, roomWith, said, within } from '../test/room.js';
import './define.js';
import type { RoomProgressEvent, RoomSolvedEvent } from './practice/room-events.js';

const solutions: Record<string, string> = {
  python: 'def add(a, b):\n    return a + b\n',
  javascript: 'export function add(a, b) {\n  return a + b;\n}\n',
  typescript: 'export function add(a: number, b: number): number {\n  return a + b;\n}\n',
};

for (const [language, solution] of Object.entries(solutions)) {
  describe(`solving in ${language}`, () => {
    it('tells how far one is, then that it is solved, and remembers it', async function () {
      this.timeout(120_000);
      const mine = question();
      const room = await opened(await roomWith(mine, { language }));
      const first = once<RoomProgressEvent>(room, 'room-progress');
      inside(room, 'room-header', 'h2').dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          ctrlKey: true,
          shiftKey: true,
          bubbles: true,
          composed: true,
        }),
      );
      const { passed, total, solved } = (await first).detail;
      expect([passed, total, solved]).to.deep.equal([1, 2, false]);

      const green = once<RoomSolvedEvent>(room, 'room-solved');
      room.replaceText(solution);
      room.panel?.test();
      expect((await green).detail).to.deep.equal({ language, passed: 2, total: 2, solved: true });
      await until(() => within(room, 'room-header')?.shadowRoot?.querySelector('.solved'), 'the mark');
      room.remove();
      const again = await roomWith(mine, { language });
      await until(
        () => within(again, 'room-header')?.shadowRoot?.querySelector('.solved'),
        'the mark in the next room',
      );
      await opened(again);
      await until(
        () => said(again, 'run-panel', '[part=earlier]').startsWith('Results of the last test'),
        'the results of before',
      );
      expect(said(again, 'run-panel', '[part=badge]')).to.contain('2/2');
    });
  });
}
