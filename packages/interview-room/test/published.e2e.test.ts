// Each package, packed and installed alone into an empty folder as its users would, does its work in a page and under Node.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, stop } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { packageManager, packages as names } from '../../../.scripts/lib.js';
import { serve } from '../../../.scripts/serve.js';
import { startRelay } from '../../conformance/src/stand-ins/relay/index.js';
import type { StandIn } from '../../conformance/src/stand-ins/stand-in.js';
import { startRegistry } from './registry.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'interview-room-published-'));

const assets = '/node_modules/@interview-room/runtimes/dist/assets/';
const question = {
  id: 'one',
  title: 'One',
  difficulty: 'easy',
  statement: 'Return **one**.',
  cases: [{ call: 'one', args: [], expected: 1 }],
  languages: {
    javascript: { entry: 'one.js', files: { 'one.js': 'export function one() {\n  return 1;\n}\n' } },
  },
};

/** What each package is asked to do in a page: a module whose default export gives a value, and the value wanted. */
const inPage: Record<string, { code: string; wanted: unknown }> = {
  'core': {
    code: `import { Room, localBackend } from '@interview-room/core';
      export async function main() {
        const room = await Room.join({ backend: localBackend({ room: 'published' }), session: 'published' });
        room.workspace.text('a.py').insert(0, 'print(1)');
        const files = room.workspace.files();
        await room.leave();
        return files;
      }`,
    wanted: { 'a.py': 'print(1)' },
  },
  'runtimes': {
    code: `import { createRunner } from '@interview-room/runtimes';
      export async function main() {
        const runner = createRunner({ assetBase: '${assets}' });
        let text = '';
        for await (const event of runner.run({ language: 'python', files: { 'main.py': 'print(6 * 7)' } })) {
          if (event.type === 'stdout') text += event.text;
          if (event.type === 'exit') text += event.outcome;
        }
        runner.dispose();
        return text;
      }`,
    wanted: '42\nok',
  },
  'ui': {
    code: `import { RoomElement, define } from '@interview-room/ui';
      import { html } from 'lit';
      export async function main() {
        define('an-element', class extends RoomElement { render() { return html\`<p>hello</p>\`; } });
        const element = document.createElement('an-element');
        document.body.append(element);
        await element.updateComplete;
        return element.shadowRoot.textContent;
      }`,
    wanted: 'hello',
  },
  'code-editor': {
    code: `import '@interview-room/code-editor/define.js';
      export async function main() {
        const editor = document.createElement('code-editor');
        editor.language = 'python';
        editor.value = 'x = 1';
        document.body.append(editor);
        await editor.updateComplete;
        return editor.shadowRoot.querySelector('.cm-content').textContent;
      }`,
    wanted: 'x = 1',
  },
  'run-panel': {
    code: `import '@interview-room/run-panel/define.js';
      export async function main() {
        const panel = document.createElement('run-panel');
        panel.assetBase = '${assets}';
        panel.language = 'javascript';
        panel.files = { 'main.js': 'console.log("from the panel")' };
        document.body.append(panel);
        await panel.updateComplete;
        const finished = new Promise((resolve) => panel.addEventListener('run-finished', resolve, { once: true }));
        panel.run();
        const { outcome, output } = await finished;
        return [outcome, output.trim()];
      }`,
    wanted: ['ok', 'from the panel'],
  },
  'ai-chat': {
    code: `import '@interview-room/ai-chat/define.js';
      export async function main() {
        const chat = document.createElement('ai-chat');
        chat.transport = async function* () {
          yield { type: 'text', text: 'An answer' };
          yield { type: 'finish', reason: 'stop' };
        };
        document.body.append(chat);
        await chat.updateComplete;
        chat.send('A question');
        const textOf = (root) => [...root.childNodes].map((at) => textOf(at.shadowRoot ?? at)).join('') + (root.data ?? '');
        while (!textOf(chat.shadowRoot).includes('An answer')) await new Promise((resolve) => setTimeout(resolve, 50));
        return textOf(chat.shadowRoot).includes('A question');
      }`,
    wanted: true,
  },
  'task-panel': {
    code: `import '@interview-room/task-panel/define.js';
      export async function main() {
        const panel = document.createElement('task-panel');
        const task = { id: 'one', type: 'plan', status: 'running', appUrl: 'https://shop.example' };
        panel.client = {
          list: async () => [task],
          watch: (id, listener) => listener({ task, lines: [{ id: 1, level: 'info', message: 'A line', agent: '' }], dropped: 0, connection: 'live' }),
        };
        document.body.append(panel);
        const find = (selector) => panel.shadowRoot.querySelector(selector);
        while (!find('[part=task]')) await new Promise((resolve) => setTimeout(resolve, 50));
        find('[part=task]').click();
        while (!find('.said')) await new Promise((resolve) => setTimeout(resolve, 50));
        panel.client = undefined;
        panel.endpoint = '/nothing-here/';
        while (!find('[part=problem] p')) await new Promise((resolve) => setTimeout(resolve, 50));
        return find('[part=problem] p').textContent.includes('does not have this');
      }`,
    wanted: true,
  },
  'interview-room': {
    code: `import '@interview-room/interview-room/define.js';
      export async function main() {
        const room = document.createElement('interview-room');
        room.assetBase = '${assets}';
        room.question = ${JSON.stringify(question)};
        const solved = new Promise((resolve) => room.addEventListener('room-solved', resolve, { once: true }));
        document.body.append(room);
        const buttons = (root) => [...root.querySelectorAll('*')].flatMap((at) =>
          at.localName === 'button' ? [at] : at.shadowRoot ? buttons(at.shadowRoot) : []);
        const find = () => buttons(room.shadowRoot).find((button) => button.textContent.trim() === 'Test' && !button.disabled);
        while (!find()) await new Promise((resolve) => setTimeout(resolve, 50));
        find().click();
        await solved;
        return 'solved';
      }`,
    wanted: 'solved',
  },
};

/** What must load under Node, and what works there. */
const underNode: Record<string, string> = {
  'core': `import { Room, localBackend } from '@interview-room/core';
    import { parseQuestion } from '@interview-room/core/question';
    const room = await Room.join({ backend: localBackend({ room: 'node', storage: 'memory' }), session: 'node' });
    room.workspace.text('a.py').insert(0, 'kept');
    if (room.workspace.files()['a.py'] !== 'kept') throw new Error('the workspace lost it');
    if (!('problems' in parseQuestion({}))) throw new Error('an empty question passed');
    await room.leave();`,
  'runtimes': `import { createRunner } from '@interview-room/runtimes';
    if (createRunner().languages().length < 3) throw new Error('languages are missing');`,
  'ui': `import '@interview-room/ui';`,
  'code-editor': `import '@interview-room/code-editor'; import '@interview-room/code-editor/define.js';`,
  'run-panel': `import '@interview-room/run-panel'; import '@interview-room/run-panel/define.js';`,
  'assistant': `import '@interview-room/assistant';
    import { parseStream } from '@interview-room/assistant/streams';
    import { levels } from '@interview-room/assistant/levels';
    if (!levels.off) throw new Error('a level is missing');
    const chunks = (async function* () { yield new TextEncoder().encode('hello'); })();
    let text = '';
    for await (const event of parseStream('text', chunks)) if (event.type === 'text') text += event.text;
    if (text !== 'hello') throw new Error('the stream said ' + text);`,
  'ai-chat': `import '@interview-room/ai-chat'; import '@interview-room/ai-chat/define.js';`,
  'task-panel': `import '@interview-room/task-panel'; import '@interview-room/task-panel/define.js';`,
  'backends': `import { Room } from '@interview-room/core';
    import { openBackend } from '@interview-room/backends';
    import { agentRuntimeTasks } from '@interview-room/backends/tasks';
    import { pistonRunner } from '@interview-room/backends/runners';
    import { WebSocket } from 'ws';
    if (!agentRuntimeTasks || !pistonRunner) throw new Error('something is missing');
    const backend = await openBackend('auto', { url: process.env.STAND_IN, storage: 'memory', WebSocket });
    const room = await Room.join({ backend, session: 'new', name: 'Ada' });
    room.workspace.text('javascript/main.js').insert(0, '// typed here\\n');
    do await new Promise((resolve) => setTimeout(resolve, 300)); while (room.connection.remote.unsent > 0);
    const said = room.offers.notices.recent.map(({ text }) => text).join(' ');
    if (!said.includes('speaks relay (impl)')) throw new Error('it said ' + said);
    await room.leave();`,
  'conformance': `import { suites } from '@interview-room/conformance';
    import { standIns } from '@interview-room/conformance/stand-ins';
    if (!suites.native || !standIns.interviewlm) throw new Error('something is missing');`,
  'server': `import { createServer, MemoryLogEngine, SqliteLogEngine } from '@interview-room/server';
    if (!createServer || !MemoryLogEngine) throw new Error('something is missing');
    new SqliteLogEngine({ dir: '.' }).close?.();`,
  'interview-room': `import '@interview-room/interview-room'; import '@interview-room/interview-room/define.js';`,
};

/** What a package leaves to its user to bring: Node 20 has no WebSocket. */
const brought: Record<string, string[]> = { backends: ['ws@8'] };

function packAll() {
  const out = join(scratch, 'tarballs');
  mkdirSync(out, { recursive: true });
  const args = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', out];
  execFileSync('npx', ['--yes', packageManager, ...args], { cwd: root, stdio: 'pipe' });
  const tarballs = readdirSync(out).map((file) => join(out, file));
  assert.equal(tarballs.length, names.length);
  return tarballs.map((tarball) => {
    const packed = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
    const manifest = JSON.parse(packed);
    return { name: manifest.name as string, version: manifest.version as string, tarball, manifest };
  });
}

async function bundle(folder: string, code: string): Promise<void> {
  writeFileSync(join(folder, 'main.js'), code);
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>page</title><body></body></html>',
  );
  await build({
    entryPoints: [join(folder, 'main.js')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(folder, 'out'),
    logLevel: 'error',
    absWorkingDir: folder,
  });
}

describe('published packages', () => {
  let packed: ReturnType<typeof packAll>;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  let browser: Browser;
  let pad: StandIn;

  before(async () => {
    pad = await startRelay();
    packed = packAll();
    registry = await startRegistry(packed);
    browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  after(async () => {
    await browser?.close();
    await pad?.close();
    registry?.close();
    await stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function installAlone(name: string): Promise<string> {
    const folder = join(scratch, 'users', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}');
    writeFileSync(join(folder, '.npmrc'), `@interview-room:registry=${registry.url}\n`);
    const tarball = packed.find((item) => item.name === `@interview-room/${name}`)?.tarball ?? '';
    const more = brought[name] ?? [];
    const args = [
      'install',
      tarball,
      ...more,
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--ignore-scripts',
    ];
    await promisify(execFile)('npm', args, { cwd: folder });
    return folder;
  }

  for (const name of names) {
    it(`${name} works alone`, async () => {
      const folder = await installAlone(name);
      const code = underNode[name];
      assert.ok(code, 'what it does under Node');
      writeFileSync(join(folder, 'node.mjs'), code);
      const env = { ...process.env, STAND_IN: pad.url };
      await promisify(execFile)('node', ['node.mjs'], { cwd: folder, env, timeout: 60_000 });

      if (!inPage[name]) return;
      const { code: script, wanted } = inPage[name];
      await bundle(folder, script);
      const server = await serve({ port: 8100, rootDir: folder });
      const page = await browser.newPage();
      try {
        await page.goto(`${server.url}/index.html`);
        const got = await page.evaluate(async () => (await import('/out/main.js' as string)).main());
        assert.deepEqual(got, wanted);
      } finally {
        await page.close();
        await server.close();
      }
    });
  }

  it('backends typed into the stand-in', () => {
    const typed = pad.heard.filter(({ body }) => JSON.stringify(body).includes('// typed here'));
    assert.equal(typed.length, 1);
  });

  it('conformance is a command that serves a stand-in, and checks it', async () => {
    const cwd = join(scratch, 'users', 'conformance');
    const run = (...args: string[]) =>
      promisify(execFile)('npx', ['interview-room-conformance', ...args], { cwd });
    assert.match((await run('--help')).stdout, /serve <dialect>/);
    const command = join(cwd, 'node_modules', '.bin', 'interview-room-conformance');
    const server = spawn(command, ['serve', 'agent-runtime', '--port', '0'], { cwd });
    const ended = once(server, 'exit');
    try {
      const [said] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
      const url = /listens on (\S+)/.exec(said)?.[1] ?? said;
      const { stdout, stderr } = await run(url);
      assert.match(stderr, /It speaks agent-runtime/);
      assert.match(stdout, /[1-9]\d* passed, 0 failed/);
    } finally {
      server.kill('SIGINT');
      await ended;
    }
    assert.equal(server.exitCode, 0, 'Ctrl+C ends it');
  });

  it('server is a command that says what it can do, and serves', async () => {
    const folder = join(scratch, 'users', 'server');
    const helped = execFileSync('npx', ['interview-room-server', '--help'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.match(helped, /--port NUMBER/);
    const command = join(folder, 'node_modules', '.bin', 'interview-room-server');
    const server = spawn(command, ['--memory', '--port', '0', '--host', '127.0.0.1'], { cwd: folder });
    try {
      const [said] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
      const url = /listens on (\S+)/.exec(said)?.[1];
      assert.ok(url, said);
      const health = await fetch(`${url}/health`);
      assert.equal(health.status, 200, await health.text());
    } finally {
      server.kill();
    }
  });
});
