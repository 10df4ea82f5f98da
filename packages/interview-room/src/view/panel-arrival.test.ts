import { expect } from 'chai';
import { once, until } from '../../../../.config/testing/fixture.js';
import { opened, question, roomWith } from '../../test/room.js';
import '../define.js';
import type { RoomErrorEvent } from '../problems/room-error-event.js';

/** In this order: only the first sees a page without the panel's code. */
describe('the run panel of a room', () => {
  it('takes the place of its buttons, and the focus of the one that was pressed', async () => {
    const other = await opened(await roomWith(question()));
    const room = await opened(await roomWith(question(), { language: 'javascript' }));
    expect(customElements.get('run-panel')).to.equal(undefined);
    const pressed = room.panel?.querySelectorAll('button')[1] ?? expect.fail('no button');
    pressed.focus();
    const finished = once(room, 'tests-finished');
    pressed.click();
    await finished;
    for (const each of [room, other]) expect(each.panel?.querySelector('button')).to.equal(null);
    expect(room.panel?.shadowRoot?.activeElement?.getAttribute('part')).to.equal('test-button');
  });

  it('says that a run cannot begin without the files of its language, to the person and the page', async () => {
    const room = await opened(await roomWith(question()));
    room.assetBase = new URL('/nowhere/', location.href).href;
    const told = once<RoomErrorEvent>(room, 'room-error');
    room.shadowRoot
      ?.querySelector('#problem')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    const { code, message } = (await told).detail;
    expect(code).to.equal('runtime-not-found');
    expect(message).to.be.a('string').that.is.not.equal('');
    await until(() => room.panel?.shadowRoot?.querySelector('[part=retry-button]'), 'the words in the panel');
  });
});
