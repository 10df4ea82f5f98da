import { expect } from 'chai';
import { until } from '../../../../.config/testing/fixture.js';
import { question, roomWith, within } from '../../test/room.js';
import '../define.js';
import { bringEditor } from '../live/opening.js';

const AROUND = ['room-header', 'question-view', 'file-tabs', 'run-panel'];

/** The names of elements in the order in which they came into the shadow root. */
function arrivals(root: Node): string[] {
  const names: string[] = [];
  const elements = (node: Node) =>
    node instanceof Element ? [node, ...node.querySelectorAll('*')].map(({ localName }) => localName) : [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records) names.push(...[...addedNodes].flatMap(elements));
  }).observe(root, { childList: true, subtree: true });
  return names;
}

describe('what is drawn first', () => {
  before(bringEditor);

  const begun = async (width: number) => {
    const room = await roomWith(undefined, { width });
    // How wide it is, it learns a frame after it is drawn.
    const { width: known } = room as unknown as { width: { narrow: boolean } };
    await until(() => known.narrow === width < 720, 'the width');
    const names = arrivals(room.renderRoot);
    room.question = question();
    await until(() => within(room, 'code-editor, .start'), 'the code');
    await room.updateComplete;
    return { room, names };
  };

  it('is the editor; a room that says it is done has all the rest', async () => {
    const { room, names } = await begun(1000);
    for (const name of AROUND) {
      expect(within(room, name), name).not.to.equal(null);
      expect(names.indexOf('code-editor'), name).to.be.lessThan(names.indexOf(name));
    }
  });

  it('is everything at once where the statement is what is seen', async () => {
    const { names } = await begun(400);
    expect(names.indexOf('question-view')).to.be.within(0, names.indexOf('code-editor'));
  });

  it('is the same for the next question, of which nothing is shared with the one before', async () => {
    const { room } = await begun(1000);
    const first = within(room, 'question-view');
    room.question = question({ title: 'Another' });
    await until(() => within(room, 'room-header')?.getAttribute('heading') === 'Another', 'the title');
    expect(within(room, 'question-view')).not.to.equal(first);
  });
});
