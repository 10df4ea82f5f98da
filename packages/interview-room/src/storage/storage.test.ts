import { expect } from 'chai';
import { once, until } from '../../../../.config/testing/fixture.js';
import { opened, question, roomWith, said, shows, type } from '../../test/room.js';
import '../define.js';
import type { RoomErrorEvent } from '../problems/room-error-event.js';

const refuse = () => {
  throw new DOMException('refused', 'SecurityError');
};

// In a file of its own: the page must not have opened a database before.
describe('a browser that refuses storage', () => {
  const { open, databases } = IDBFactory.prototype;
  const storage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  before(() => {
    Object.assign(IDBFactory.prototype, { open: refuse, databases: refuse });
    // As browsers do it where cookies are blocked: the property itself throws.
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refuse });
  });
  after(() => {
    Object.assign(IDBFactory.prototype, { open, databases });
    if (storage) Object.defineProperty(globalThis, 'localStorage', storage);
  });

  it('is told in the header and as an event, and one can work all the same', async () => {
    const told = once<RoomErrorEvent>(document.body, 'room-error');
    const room = await opened(await roomWith(question()));
    type(room, '# typed\n');
    const { code, message } = (await told).detail;
    expect(code, message).to.equal('storage-refused');
    await until(() => said(room, 'room-header', '[role=status]').includes('Not kept'), 'the word');
    await shows(room, '# typed');
  });
});
