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
  const { getItem, setItem } = Storage.prototype;
  before(() => {
    Object.assign(IDBFactory.prototype, { open: refuse, databases: refuse });
    Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
  });
  after(() => {
    Object.assign(IDBFactory.prototype, { open, databases });
    Object.assign(Storage.prototype, { getItem, setItem });
  });

  it('is told in the header and as an event, and one can work all the same', async () => {
    const told = once<RoomErrorEvent>(document.body, 'room-error');
    const room = await opened(await roomWith(question()));
    type(room, '# typed\n');
    expect((await told).detail.code).to.equal('storage-refused');
    await until(() => said(room, 'room-header', '[role=status]').includes('Not kept'), 'the word');
    await shows(room, '# typed');
  });
});
