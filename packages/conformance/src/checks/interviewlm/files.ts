import { listOf, objectOf, textOf } from '@interview-room/backends/wire';
import { Skip, type Check, type Probe } from '../../kit/check.js';
import { ask, begun, BUILT, check, expect, expectFailure, objectIn } from './rest.js';
import { Stream } from './stream.js';

const PROPOSED = ['proposed'] as const;
const NAME = 'conformance/one.py';
const PATH = `/workspace/${NAME}`;
const NODE = { id: 'text', name: 'text', type: 'file|folder', path: '/workspace/…' };

/** All nodes of a tree, each as it should be. */
function nodesOf(tree: unknown): string[] {
  expect(Array.isArray(tree), { files: [NODE] }, tree, 'There is no list of files.');
  return listOf(tree).flatMap((node) => {
    const { id, name, type, path, children } = objectOf(node);
    const isNode = [id, name, path].every((each) => textOf(each) !== '');
    expect(isNode && (type === 'file' || type === 'folder'), NODE, node, 'A node of the tree has another shape.'); // prettier-ignore
    expect(textOf(path).startsWith('/workspace/'), NODE, node, 'A path is not under /workspace.');
    return [textOf(path), ...(children === undefined ? [] : nodesOf(children))];
  });
}

async function write(probe: Probe, content: string): Promise<void> {
  await begun(probe);
  const body = { path: PATH, content, language: 'python', type: 'file' };
  const { status, text } = await (probe.variant === 'proposed'
    ? ask(probe, `PUT files/${NAME}`, content)
    : ask(probe, 'POST files', body));
  expect(status >= 200 && status < 300, { status: 200 }, text.slice(0, 1000), `It was not written: the status was ${status}.`); // prettier-ignore
}

async function read(probe: Probe): Promise<string> {
  if (probe.variant === 'proposed') return (await ask(probe, `GET files/${NAME}`)).text;
  const answer = await ask(probe, `GET files?path=${encodeURIComponent(PATH)}`);
  return textOf(objectIn(answer, { content: 'text', path: PATH })['content']);
}

/** The files, and the streams of what happens to them. */
export const files: readonly Check[] = [
  check('files.tree', 'files', 'the files are a tree', async (probe) => {
    const { files: first } = await begun(probe);
    nodesOf(first);
    const expected = { files: [NODE], volumeId: 'text' };
    nodesOf(objectIn(await ask(probe, 'GET files'), expected)['files']);
  }),
  check('files.write', 'files', 'a file that is written is read as it was written', async (probe) => {
    for (const text of ['print("one")\n', 'print("Grüße, 世界 🙂")\r\n\tend', '']) {
      await write(probe, text);
      const back = await read(probe);
      expect(back === text, { content: text }, { content: back }, 'It is read otherwise than it was written.');
    }
    const paths = nodesOf(objectIn(await ask(probe, 'GET files'), { files: [NODE] })['files']);
    expect(paths.includes(PATH), { path: PATH }, paths, 'It is not in the tree.');
  }),
  check('files.bulk', 'files', 'all files are read at once', async (probe) => {
    await write(probe, 'print("all")\n');
    const expected = { contents: { [PATH]: 'print("all")\n' } };
    const { contents } = objectIn(await ask(probe, 'GET files?bulk=true'), expected);
    const content = objectOf(contents)[PATH];
    expect(content === 'print("all")\n', expected, { contents: { [PATH]: content } }, 'What was written is not among them.'); // prettier-ignore
  }, BUILT),
  check('files.folder', 'files', 'a folder is made', async (probe) => {
    await begun(probe);
    const path = '/workspace/conformance/made';
    objectIn(await ask(probe, 'POST files', { path, content: '', type: 'folder' }), { status: 200 });
    const paths = nodesOf(objectIn(await ask(probe, 'GET files'), { files: [NODE] })['files']);
    expect(paths.includes(path), { ...NODE, type: 'folder', path }, paths, 'It is not in the tree.');
  }, BUILT),
  check('files.missing', 'files', 'a file that is not there is said not to be', async (probe) => {
    await begun(probe);
    const path = probe.variant === 'proposed' ? 'files/there/is/none.py' : 'files?path=/workspace/there/is/none.py'; // prettier-ignore
    expectFailure(await ask(probe, `GET ${path}`), [404]);
  }),
  check('files.outside', 'files', 'nothing is written outside of the workspace', async (probe) => {
    await begun(probe);
    const answer = await (probe.variant === 'proposed'
      ? ask(probe, 'PUT files/..%2F..%2Fconformance.txt', 'x')
      : ask(probe, 'POST files', { path: '/workspace/../../conformance.txt', content: 'x', type: 'file' }));
    expectFailure(answer, [400, 403, 404], 'It was taken.');
  }),
  check('files.changes', 'files', 'a change of a file is told over file-updates', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'GET file-updates');
    try {
      await stream.until({ event: 'connected', data: { clientId: 'text' } }, ({ name }) => name === 'connected'); // prettier-ignore
      await write(probe, 'print("told")\n');
      const expected = { event: 'file-change', data: { sessionId: 'text', type: 'create|update', path: PATH, fileType: 'file', name: 'one.py', timestamp: '…' } }; // prettier-ignore
      const { data } = await stream.until(expected, ({ name, data: each }) => name === 'file-change' && objectOf(each)['path'] === PATH); // prettier-ignore
      const { type } = objectOf(data);
      expect(type === 'create' || type === 'update', expected, data, 'It is told to be something else.');
    } finally {
      stream.close();
    }
  }, BUILT),
  check('files.watch', 'files', 'a change of a file is told over files/watch, with its text', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'GET files/watch');
    try {
      await write(probe, 'print("told")\n');
      const expected = { type: 'write|create', path: PATH, content: 'print("told")\n' };
      const { data } = await stream.until(expected, ({ data: each }) => [PATH, NAME].includes(textOf(objectOf(each)['path']))); // prettier-ignore
      const { type, content } = objectOf(data);
      expect(type === 'write' || type === 'create', expected, data, 'It is told to be something else.');
      expect(content === expected.content, expected, data, 'Its text is another.');
    } finally {
      stream.close();
    }
  }, PROPOSED),
  check('files.typing', 'files', 'the assistant’s typing has a stream', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'GET code-stream');
    try {
      await stream.until({ event: 'connected' }, ({ name }) => name === 'connected');
    } finally {
      stream.close();
    }
  }, BUILT),
  check('files.typing-optional', 'files', 'the assistant’s typing has a stream, where there is an assistant', async (probe) => {
    await begun(probe);
    const stream = await Stream.open(probe, 'GET code-stream').catch(() => undefined);
    if (!stream) throw new Skip('There is none.');
    stream.close();
  }, PROPOSED),
]; // prettier-ignore
