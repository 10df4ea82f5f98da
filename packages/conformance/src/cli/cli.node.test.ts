import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { standIns } from '../stand-ins/index.js';
import { suites } from '../checks/index.js';
import { startRelay } from '../stand-ins/relay/index.js';
import { noFaults } from '../stand-ins/stand-in.js';
import { readFaults } from './faults.js';
import { main, type World } from './main.js';

/** Runs the command in a world of its own. */
async function run(args: string[], more: Partial<World> = {}) {
  const out: string[] = [];
  const errors: string[] = [];
  const files: Record<string, string> = {};
  const code = await main({
    args,
    env: {},
    isTerminal: false,
    isWatched: false,
    print: (text) => void out.push(text),
    printError: (text) => void errors.push(text),
    write: async (file, text) => void (files[file] = text),
    signal: new AbortController().signal,
    async *lines() {},
    ...more,
  });
  return { code, out: out.join(''), errors: errors.join(''), files };
}

test('help, version and the list', async () => {
  const { code, out } = await run(['--help']);
  assert.equal(code, 0);
  for (const name of [
    '--dialect',
    '--variant',
    '--token',
    '--session',
    '--setting',
    '--json',
    '--junit',
    '--timeout',
    '--list',
    '--port',
    '--host',
    '--fault',
    'missing-complete',
    'serve <dialect>',
  ])
    assert.ok(out.includes(name), name);
  assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+/);
  const list = (await run(['--list'])).out;
  for (const name of [...Object.keys(suites), ...Object.keys(standIns)]) assert.ok(list.includes(name), name);
});

describe('what cannot be asked ends with 2, in words', () => {
  for (const [args, words] of [
    [[], /Give the address of a backend/],
    [['here'], /"here" is no address/],
    [['ftp://a.example'], /is no address/],
    [['http://127.0.0.1:1', 'http://127.0.0.1:2'], /one too many/],
    [['http://127.0.0.1:9', '--dialect', 'native'], /Nothing answers at http:\/\/127.0.0.1:9/],
    [['http://127.0.0.1:9', '--dialect', 'x'], /no checks for "x"/],
    [['http://127.0.0.1:9', '--setting', 'x'], /--setting is name=value/],
    [['http://127.0.0.1:9', '--timeout', 'x'], /--timeout is a whole number/],
    [['--nope'], /nope/],
    [['serve'], /Which dialect/],
    [['serve', 'x'], /no stand-in for "x"/],
    [['serve', 'interviewlm', '--variant', 'x', '--port', '0'], /x/],
    [['serve', 'interviewlm', '--fault', 'rain=1'], /no fault "rain"/],
    [['serve', 'interviewlm', '--fault', 'delay'], /no whole number/],
  ] as [string[], RegExp][])
    test(args.join(' ') || 'nothing', async () => {
      const { code, errors } = await run(args);
      assert.equal(code, 2);
      assert.match(errors, words);
    });
});

test('a server that is no backend fails, and every report says so', async () => {
  const server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await new Promise((done) => server.on('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const args = [url, '--dialect', 'native', '--session', 'a', '--token', 'b'];
  const { code, out, files } = await run([...args, '--json', 'a.json', '--junit', 'a.xml']);
  assert.equal(code, 1);
  assert.match(out, /✗ {2}native\.hello\.welcome/);
  assert.match(out, /got {6}Unexpected server response: 404/);
  assert.match(out, /Needs --setting interviewer-token/);
  assert.match(files['a.xml'] ?? '', /<failure message="The socket did not open\."/);
  assert.equal((JSON.parse(files['a.json'] ?? '') as { dialect: string }).dialect, 'native');
  const printed = await run([...args, '--json']);
  assert.equal((JSON.parse(printed.out) as { failed: number }).failed > 0, true);
  const colours = async (env: World['env']) =>
    (await run(args, { isTerminal: true, env })).out.includes('\u001b[');
  assert.deepEqual([await colours({}), await colours({ NO_COLOR: '1' })], [true, false]);
  const skipped = await run([url, '--dialect', 'native']);
  assert.equal(skipped.code, 0, 'without a room all is skipped, which is no failure');
  server.close();
  server.closeAllConnections();
});

test('a backend that passes all ends with 0, and one of which a check fails with 1', async (context) => {
  const relay = await startRelay({ variant: 'flat' });
  context.after(() => relay.close());
  const args = [relay.url, '--dialect', 'relay', '--variant', 'flat'];
  const passing = await run(args);
  assert.match(passing.out, /\n\d+ passed, 0 failed, 0 skipped/);
  assert.equal(passing.code, 0);
  relay.faults.drop = 1;
  const failing = await run([...args, '--timeout', '2']);
  assert.match(failing.out, /\n\d+ passed, [1-9]\d* failed, 0 skipped/);
  assert.equal(failing.code, 1);
});

test('Ctrl+C ends a check, and shows what there is by then', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/') response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.on('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const dialect of ['relay', 'auto']) {
    const stop = new AbortController();
    const printError = () => setImmediate(() => stop.abort());
    setTimeout(() => stop.abort(), 100);
    const { code, out } = await run([url, '--dialect', dialect], {
      signal: stop.signal,
      isWatched: true,
      printError,
    });
    assert.equal(code, 130);
    if (dialect === 'relay') assert.match(out, /It was stopped: \d+ were not made/);
  }
  server.close();
  server.closeAllConnections();
});

test('what a backend speaks is found out, or has to be named', async (context) => {
  const relay = await startRelay();
  context.after(() => relay.close());
  const found = await run([relay.url, '--json']);
  assert.match(found.errors, /It speaks relay \(impl\): it was known by/);
  assert.equal(found.code, 0);
  const server = createServer((_, response) => response.end('hi')).listen(0, '127.0.0.1');
  await new Promise((done) => server.on('listening', done));
  const none = await run([`http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
  assert.equal(none.code, 2);
  assert.match(none.errors, /It was not found out what/);
  server.close();
  server.closeAllConnections();
});

test('a stand-in is served: its tag, its faults while it runs, its end', async () => {
  let url = '';
  const out: string[] = [];
  async function* lines() {
    for (const line of ['delay 5', 'missing-complete on', 'html 1']) yield line;
    const answer = await fetch(`${url}/anything`);
    assert.equal(answer.status, 502);
    for (const line of ['calm', 'heard', 'say {"type":"x"}', 'cut', 'rain 1', '', 'help', 'quit']) yield line;
  }
  const print = (text: string) => {
    out.push(text);
    url ||= /http:\S+/.exec(text)?.[0] ?? '';
  };
  const { code } = await run(['serve', 'interviewlm', '--port', '0', '--fault', 'drop=3'], { lines, print });
  assert.equal(code, 0);
  const said = out.join('');
  assert.ok(said.includes(`<interview-room backend="${url}" dialect="interviewlm" variant="current"`));
  for (const words of [
    'delay is 5 now',
    'Nothing goes wrong any more',
    'GET /anything',
    'There is no fault "rain"',
    'cut  ',
  ])
    assert.ok(said.includes(words), words);
  await assert.rejects(fetch(url), 'it does not listen any more');
});

test('what to put into a page, or a script, for each stand-in', async () => {
  const words: Record<string, RegExp> = {
    'agent-runtime': /<task-panel endpoint="http/,
    'code-interview-agent': /variant="v1" name="Ada">/,
    'judge0': /judge0Runner\({ url: 'http/,
    'piston': /pistonRunner\({ url: 'http\S+\/api\/v2\/piston'/,
    'relay': /session="new"/,
  };
  for (const dialect of Object.keys(standIns)) {
    async function* lines() {
      yield 'quit';
    }
    const { out } = await run(['serve', dialect, '--port', '0'], { lines });
    assert.match(out, words[dialect] ?? /session="demo"/);
  }
});

test('Ctrl+C ends a stand-in to which nothing is typed', async () => {
  const stop = new AbortController();
  const print = () => setImmediate(() => stop.abort());
  assert.equal((await run(['serve', 'interviewlm', '--port', '0'], { signal: stop.signal, print })).code, 0);
});

test('faults by name', () => {
  assert.deepEqual(readFaults([]), noFaults);
  const pairs = ['delay=5', 'drop=2', 'html=3', 'echo=off', 'missing-complete=on'];
  assert.deepEqual(readFaults(pairs), { delayMs: 5, drop: 2, html: 3, echo: false, missingComplete: true });
  assert.equal(readFaults(['echo=on', 'echo=usual']).echo, undefined);
});
