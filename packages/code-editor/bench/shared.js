// What a key costs in a long file that others are in too: <code-editor>, bound as a shared room binds it, with a room of
// core on the reference server; against a bare CodeMirror page with y-codemirror.next and nobody else. A shadow root has a
// price of its own (the selection is read through it), so the same bare CodeMirror inside one is measured too. All are frames
// of one page and take turns key by key, in random order, so that a slow moment of the machine meets all.
//
// A line gets twenty keys and no more: one that comes to be longer than its page is wide makes each key lay out all lines
// (0.8 ms in the place of 0.25), and it comes to that the sooner the wider a page's gutters are.
//
// The goal of 1.05 is not met yet: 1.22, 1.10 and 1.14 in three runs on a machine with little else to do, 1.08 to 1.11 of the
// least page that shares as much. What is left:
// - The shadow root, 1.02 to 1.07 by itself, and the element in it, 0.02 to 0.06 more: that is near what there is.
// - The room: 0.2 to 0.4 ms more, of which Yjs's transaction is most by a profile; that the update is encoded costs next to
//   nothing. To write to the text later would leave what reads the files behind what is shown.
// - All of them: the grammar, 1 to 1.5 ms. Reading the text for it line by line, where CodeMirror's cursor goes to and fro for
//   each node that is used again, gives the same trees in 0.63 ms instead of 0.74 (under Node); not done, for what it adds.
// Tried and dropped: colours and marks to fold by that look at the lines of a key alone, and at the others a moment later: 0.04 of
// the ratio, for three hundred lines in the place of CodeMirror's own.
// Tried, and within the noise: no `*` rules in the shadow root, no flex boxes, no ring, another font, `contain: strict`, no listeners.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { start } from '../../server/bench/lib/process.js';
import { openRoom } from '../../server/bench/lib/room.js';

const ROUNDS = 3;
const KEYS = 300;
const LINES = 5000;
const here = fileURLToPath(new URL('.', import.meta.url));
const folderOf = (file, user) =>
  dirname(createRequire(new URL(`../../${user}/package.json`, import.meta.url)).resolve(file));
/** One for all, wherever it is asked for. */
const yjs = dirname(folderOf('yjs', 'core'));
const awareness = folderOf('y-protocols/package.json', 'conformance');

const script = `
  window.text = Array.from({ length: ${LINES} }, (_, line) => 'value_' + line + ' = compute(' + line + ', "text")  # line').join('\\n');
  window.measure = async (view) => {
    // From the key to its text laid out. CodeMirror hears of it in a microtask.
    window.key = async () => {
      const start = performance.now();
      document.execCommand('insertText', false, 'x');
      await null;
      view.contentDOM.getBoundingClientRect();
      return performance.now() - start;
    };
    window.line = (number) => view.dispatch({ selection: { anchor: view.state.doc.line(number).to }, scrollIntoView: true });
    window.take = () => (window.focus(), view.focus());
    window.ready = true;
  };`;

/** In the page around the frames: each key in each of them, in turns. */
const turns = async ({ names, keys }) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const took = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < keys; i++)
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const page = document.getElementById(name).contentWindow;
      page.take();
      if (i % 20 === 0) page.line(2500 + i / 20);
      await frame();
      took[name].push(await page.key());
    }
  return took;
};

const imports = `import { EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, rectangularSelection, dropCursor } from '@codemirror/view';
    import { EditorState } from '@codemirror/state';
    import { defaultKeymap, indentWithTab } from '@codemirror/commands';
    import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting, defaultHighlightStyle } from '@codemirror/language';
    import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
    import { python } from '@codemirror/lang-python';
    import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
    import * as Y from 'yjs';`;
/** CodeMirror by itself with a shared text, and cursors if there are any to share. */
const bare = (parent, cursors = 'null') => `${imports}
    const shared = new Y.Doc().getText('text');
    shared.insert(0, window.text);
    const parent = ${parent};
    window.measure(new EditorView({ doc: shared.toString(), parent, extensions: [lineNumbers(), foldGutter(), codeFolding(),
      highlightSpecialChars(), drawSelection(), dropCursor(), EditorState.allowMultipleSelections.of(true), indentOnInput(),
      bracketMatching(), closeBrackets(), autocompletion(), rectangularSelection(), highlightActiveLine(), highlightActiveLineGutter(),
      syntaxHighlighting(defaultHighlightStyle), keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...yUndoManagerKeymap, ...foldKeymap, indentWithTab]),
      python(), yCollab(shared, ${cursors}), EditorView.theme({ '&': { height: '400px' } })] }));`;

const inShadow = "document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })";
/** Cursors for the others, and both they and the text made ready to be sent, as every provider of Yjs does. */
const sent = `(() => {
  const cursors = new Awareness(shared.doc);
  shared.doc.on('update', (update) => (window.sent = update));
  cursors.on('update', ({ updated }) => (window.sent = encodeAwarenessUpdate(cursors, updated)));
  return cursors;
})()`;

const pages = {
  bare: bare('document.body'),
  shadow: bare(inShadow),
  least: `import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'; ${bare(inShadow, sent)}`,
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

const names = {
  shared: 'in a shared room',
  alone: 'in the element alone, bound to nothing',
  shadow: 'in bare CodeMirror inside a shadow root',
  least: 'in bare CodeMirror inside a shadow root, with cursors, its updates made ready to be sent',
};

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
    alias: { yjs, 'y-protocols': awareness },
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace('stdin.js', 'main.js'), file.text]));
}

const page = (name) =>
  `<!doctype html><html lang="en"><body style="margin:0"><script>${script}</script><script type="module" src="/${name}/main.js"></script></body></html>`;

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
    response.end(text ?? (name === 'all' ? frames : page(name)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return server;
}

const frames = `<!doctype html><html lang="en"><body style="margin:0">${Object.keys(pages)
  .map(
    (name) =>
      `<iframe id="${name}" title="${name}" src="/${name}/" style="display:block;border:0;width:800px;height:420px"></iframe>`,
  )
  .join('')}`;

async function visit(browser, url) {
  const names = Object.keys(pages);
  const tab = await browser.newPage({ viewport: { width: 800, height: 420 * names.length } });
  tab.on('pageerror', (error) => console.error(error));
  await tab.goto(url);
  for (const frame of tab.frames().slice(1)) await frame.waitForFunction('window.ready');
  const took = await tab.evaluate(turns, { names, keys: KEYS });
  await tab.close();
  // The first keys warm up what each of them needs.
  return Object.fromEntries(names.map((name) => [name, took[name].slice(50)]));
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
  const found = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (let turn = 0; turn < ROUNDS; turn++) {
    const took = await visit(browser, `http://127.0.0.1:${server.address().port}/all/`);
    for (const [name, all] of Object.entries(took)) found[name].push(...all);
  }
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
  const [value, baseline] = [quantile(found.shared, 0.5), quantile(found.least, 0.5)];
  emit({
    bench: 'code-editor: a key in 5,000 lines in a shared room, against the least that shares as much, p50',
    goal: 1.05,
    value: round(value),
    baseline: round(baseline),
    ratio: round(value / baseline),
    unit: 'ms',
    n: found.shared.length,
  });
  server.close();
  await backend.stop();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  await shared((line) => console.log(JSON.stringify(line)), browser);
  await browser.close();
}
