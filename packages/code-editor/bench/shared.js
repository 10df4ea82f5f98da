// What a key costs in a long file that others are in too: <code-editor>, bound as a shared room binds it, with a room of
// core on the reference server; against a bare CodeMirror page with y-codemirror.next and nobody else. A shadow root has a
// price of its own (the selection is read through it), so the same bare CodeMirror inside one is measured too. All are frames
// of one page and take turns key by key, in random order, so that a slow moment of the machine meets all.
//
// The keys come some in a row, and the first of a row is not counted. Where the focus went to another frame before each key,
// the key paid for that: eight elements were styled anew in <code-editor> and three or four in a bare page, and are two in
// both now. Which frame comes first in the page turns with each round: of five frames with the very same element in one run, one
// took 0.06 more of the ratio than another.
//
// A line gets twenty keys and no more: one that comes to be longer than its page is wide makes each key lay out all lines
// (0.8 ms in the place of 0.25), and it comes to that the sooner the wider a page's gutters are.
//
// The goal of 1.05 is not met: 1.10, 1.09 and 1.23 in three runs on a machine with much else to do (a load of 13, 20 and 5 on
// two cores); the element alone, bound to nothing, was 1.11, 1.11 and 1.16 of it, and the shadow root 1.03, 1.05 and 1.04.
// What is left, by a profile:
// - The room, 0.43 ms in 9 (slowed by the profiler): Yjs's transaction, which takes bare CodeMirror 0.25, and in it 0.14 to
//   encode the update. What the room does itself is 0.03 to tell who reads the files, 0.02 to have it sent after the key and
//   0.03 to have it told where the cursor is. To write to the text later would leave what reads the files behind what is shown.
// - The element: 0.16 to tell of the edit and of the selection by events, up to 0.2 more for styles, by the trace.
// - All of them: the grammar, 2.6 of the 9: it takes up again some thousand pieces of the tree before the key. How many, 1150
//   or 1990, is by chance another with each load of a page, and with it the ratio of a run.
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

/** Each page is in each place among the frames twice. */
const ROUNDS = 10;
const KEYS = 96;
/** Keys that warm up what the others need. */
const WARM = 32;
/** Keys in a row in one page. */
const RUN = 4;
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

/**
 * In the page around the frames: some keys in each of them, in turns. The first after the focus has come is not counted: it
 * pays for what came with that, where somebody who types has the focus.
 */
const turns = async ({ names, keys, run }) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const pause = () => new Promise((resolve) => setTimeout(resolve, 40));
  const took = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < keys; i += run)
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const page = document.getElementById(name).contentWindow;
      page.take();
      if (i % 16 === 0) page.line(2500 + i / 16);
      await pause();
      for (let key = 0; key <= run; key++) {
        await frame();
        const ms = await page.key();
        if (key > 0) took[name].push(ms);
      }
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
    response.end(text ?? (name === 'all' ? frames(Number(file)) : page(name)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return server;
}

/** All pages, each round from another on: where a frame is in the page is not its editor's doing. */
const frames = (round) => {
  const names = Object.keys(pages);
  const first = round % names.length;
  const frame = (name) =>
    `<iframe id="${name}" title="${name}" src="/${name}/" style="display:block;border:0;width:800px;height:420px"></iframe>`;
  return `<!doctype html><html lang="en"><body style="margin:0">${[...names.slice(first), ...names.slice(0, first)].map(frame).join('')}`;
};

async function visit(browser, url) {
  const names = Object.keys(pages);
  const tab = await browser.newPage({ viewport: { width: 800, height: 420 * names.length } });
  tab.on('pageerror', (error) => console.error(error));
  await tab.goto(url);
  for (const frame of tab.frames().slice(1)) await frame.waitForFunction('window.ready');
  const took = await tab.evaluate(turns, { names, keys: KEYS, run: RUN });
  await tab.close();
  return Object.fromEntries(names.map((name) => [name, took[name].slice(WARM)]));
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
    const took = await visit(browser, `http://127.0.0.1:${server.address().port}/all/${turn}`);
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
