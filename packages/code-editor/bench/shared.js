// What a key costs in a long file that others are in too: <code-editor>, bound as a shared room binds it, with a room of
// core on the reference server; against a bare CodeMirror page with y-codemirror.next and nobody else. In one browser.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { start } from '../../server/bench/lib/process.js';
import { openRoom } from '../../server/bench/lib/room.js';

const ROUNDS = 6;
const KEYS = 300;
const LINES = 5000;
const here = fileURLToPath(new URL('.', import.meta.url));
/** One for all, wherever it is asked for. */
const yjs = dirname(
  dirname(createRequire(new URL('../../core/package.json', import.meta.url)).resolve('yjs')),
);

const script = `
  window.text = Array.from({ length: ${LINES} }, (_, line) => 'value_' + line + ' = compute(' + line + ', "text")  # line').join('\\n');
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  window.measure = async (view) => {
    view.focus();
    await frame();
    window.type = async (count) => {
      const took = [];
      view.dispatch({ selection: { anchor: Math.floor(view.state.doc.length / 2) }, scrollIntoView: true });
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        view.contentDOM.ownerDocument.execCommand('insertText', false, 'x');
        view.contentDOM.getBoundingClientRect();
        took.push(performance.now() - start);
        await frame();
      }
      return took;
    };
    window.ready = true;
  };`;

const pages = {
  bare: `import { EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, rectangularSelection, dropCursor } from '@codemirror/view';
    import { EditorState } from '@codemirror/state';
    import { defaultKeymap, indentWithTab } from '@codemirror/commands';
    import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting, defaultHighlightStyle } from '@codemirror/language';
    import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
    import { python } from '@codemirror/lang-python';
    import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
    import * as Y from 'yjs';
    const shared = new Y.Doc().getText('text');
    shared.insert(0, window.text);
    window.measure(new EditorView({ doc: shared.toString(), parent: document.body, extensions: [lineNumbers(), foldGutter(), codeFolding(),
      highlightSpecialChars(), drawSelection(), dropCursor(), EditorState.allowMultipleSelections.of(true), indentOnInput(),
      bracketMatching(), closeBrackets(), autocompletion(), rectangularSelection(), highlightActiveLine(), highlightActiveLineGutter(),
      syntaxHighlighting(defaultHighlightStyle), keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...yUndoManagerKeymap, ...foldKeymap, indentWithTab]),
      python(), yCollab(shared, null), EditorView.theme({ '&': { height: '400px' } })] }));`,
  shared: `import '../dist/define.js';
    import { Room } from '../../core/dist/index.js';
    import { bindText } from '../../interview-room/dist/live/text-binding.js';
    import { Together } from '../../interview-room/dist/together/together.js';
    const { backend, session, token } = await (await fetch('/shared/place')).json();
    const room = await Room.join({ backend, session, token });
    const shared = room.workspace.text('python/main.py');
    if (shared.length === 0) shared.insert(0, window.text);
    const together = new Together(room, { open() {}, changed() {} });
    const editor = document.createElement('code-editor');
    const extensions = [bindText(shared), ...together.extensions(shared, 'python/main.py')];
    Object.assign(editor, { path: 'main.py', value: shared.toString(), lineNumbers: true, extensions });
    editor.style.blockSize = '400px';
    document.body.append(editor);
    await editor.updateComplete;
    window.measure(editor.view);`,
  alone: `import '../dist/define.js';
    const editor = document.createElement('code-editor');
    Object.assign(editor, { path: 'main.py', value: window.text, lineNumbers: true });
    editor.style.blockSize = '400px';
    document.body.append(editor);
    await editor.updateComplete;
    window.measure(editor.view);`,
};

const names = { shared: 'in a shared room', alone: 'in the element alone, bound to nothing' };

async function bundle(contents) {
  const result = await build({
    stdin: { contents, resolveDir: here, loader: 'js' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir: '/',
    write: false,
    logLevel: 'error',
    conditions: ['production'],
    alias: { yjs },
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace('stdin.js', 'main.js'), file.text]));
}

const page = (name) =>
  `<!doctype html><html lang="en"><body><script>${script}</script><script type="module" src="/${name}/main.js"></script></body></html>`;

async function serve(place) {
  const bundles = {};
  for (const [name, contents] of Object.entries(pages)) bundles[name] = await bundle(contents);
  const server = createServer(async (request, response) => {
    const [, name = '', file = ''] = (request.url ?? '').split('/');
    // Isolated, for a finer clock.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (file === 'place') return response.end(JSON.stringify(await place()));
    const text = bundles[name]?.get(`/${file}`);
    response.setHeader('content-type', text === undefined ? 'text/html' : 'text/javascript');
    response.end(text ?? page(name));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return server;
}

async function visit(browser, url) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(error));
  await tab.goto(url);
  await tab.waitForFunction('window.ready');
  const took = await tab.evaluate(`window.type(${KEYS})`);
  await context.close();
  // The first keys warm up what each of them needs.
  return took.slice(50);
}

const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
const round = (value) => Math.round(value * 100) / 100;

export async function shared(emit, browser) {
  const backend = await start('ours');
  const place = async () => {
    const { id, tokens } = await openRoom(backend);
    return { backend: backend.url, session: id, token: tokens.candidate };
  };
  const server = await serve(place);
  const found = { bare: [], shared: [], alone: [] };
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const name of Object.keys(found))
      found[name].push(...(await visit(browser, `http://127.0.0.1:${server.address().port}/${name}/`)));
  for (const [name, words] of Object.entries(names))
    for (const [label, share] of Object.entries({ p50: 0.5, p95: 0.95 })) {
      const [value, baseline] = [quantile(found[name], share), quantile(found.bare, share)];
      emit({
        bench: `code-editor: a key in 5,000 lines ${words}, against bare CodeMirror with y-codemirror.next, ${label}`,
        ...(name === 'shared' && label === 'p50' && { goal: 1.05 }),
        value: round(value),
        baseline: round(baseline),
        ratio: round(value / baseline),
        unit: 'ms',
        n: found[name].length,
        load: round(loadavg()[0] ?? 0),
      });
    }
  server.close();
  await backend.stop();
}
