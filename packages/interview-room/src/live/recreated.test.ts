import { expect } from 'chai';
import '../define.js';
import { until } from '../../../../.config/testing/fixture.js';
import { opened, question, roomWith, type } from '../../test/room.js';
import { NewFileRequestEvent, RenameFileRequestEvent } from '../file-tabs/file-requests.js';

describe('a file that is made where an earlier one was', () => {
  it('has an undo of its own, as that one keeps its own; its remarks, and its language', async () => {
    const room = await opened(await roomWith(question(), { language: 'typescript' }));
    const showing = (text: string) => until(() => room.text === text, `the file that says "${text}"`);
    room.dispatchEvent(new NewFileRequestEvent('b.ts'));
    await showing('');
    type(room, 'let first = 1;');
    room.dispatchEvent(new RenameFileRequestEvent('b.ts', 'c.ts'));
    await until(() => room.editor?.path.endsWith('c.ts'), 'the new name');
    room.editor?.undo();
    expect(room.text, 'undo goes with the file').to.equal('');
    room.editor?.redo();
    await showing('let first = 1;');
    room.dispatchEvent(new NewFileRequestEvent('b.ts'));
    await showing('');
    await until(() => room.editor?.path.endsWith('b.ts'), 'the file');
    room.editor?.undo();
    expect(room.text).to.equal('');
    type(room, 'let second = wrong;');
    room.showDiagnostics([
      {
        path: 'b.ts',
        line: 1,
        column: 14,
        endLine: 1,
        endColumn: 19,
        severity: 'error',
        message: 'Cannot find it.',
        source: 'ts',
      },
    ]);
    const marks = () => room.editor?.view?.dom.querySelectorAll('.cm-lintRange') ?? [];
    await until(() => marks().length > 0, 'the remark');
    expect(marks()[0]?.textContent).to.equal('wrong');
    expect(room.editor?.view?.dom.querySelector('[data-language]')?.getAttribute('data-language')).to.equal(
      'typescript',
    );
  });
});
