// What the image's file and the compose file say, held against what there is, and run as plain processes: that they are true
// can be known where no engine of containers is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { help } from '../src/cli/flags.js';
import { addition } from '../src/testing/interview.js';
import { NatsServer, natsMissing } from '../src/testing/nats.js';
import { freePort, ServerProcess } from './server-process.js';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  depends_on?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
}
const folder = fileURLToPath(new URL('../', import.meta.url));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as unknown;
const image = read('Dockerfile').replaceAll(/\\\n\s*/g, '');
const nginx = read('nginx.conf');
const { services, volumes } = parse(read('compose.yaml')) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const servers = Object.entries(services).filter(([, { image }]) => image === 'interview-room');

/** What follows an instruction of the Dockerfile, wherever it stands. */
const all = (instruction: string) =>
  [...image.matchAll(new RegExp(`^\\s*${instruction} (.*)$`, 'gm'))].map(([, rest]) => rest ?? '');
const one = (instruction: string) => all(instruction).at(-1) ?? assert.fail(`no ${instruction}`);
const environment = Object.fromEntries(one('ENV').split(' ').map((pair) => pair.split('=') as [string, string])); // prettier-ignore

/** As compose fills in `${NAME:-usual}` and `${NAME:?why it is needed}`. */
function filledIn(text: string, given: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, sign: string, rest: string) => {
    if (sign === '?' && !given[name]) throw new Error(rest);
    return given[name] || (sign === '-' ? rest : '');
  });
}
const settingsOf = ({ environment = {} }: Service, given: Record<string, string>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value, given)]));

describe('the image and the compose file', () => {
  it('name what is in the repository', () => {
    const workspace = json('../../package.json') as { scripts: Record<string, string> };
    const own = json('package.json') as { name: string; bin: Record<string, string>; files: string[] };
    const [build = ''] = all('RUN');
    const installer = /pnpm@([\d.]+)/.exec(readFileSync(join(folder, '../../.scripts/lib.js'), 'utf8'))?.[1];
    for (const [, version] of build.matchAll(/pnpm@([\d.]+)/g)) assert.equal(version, installer);
    for (const [, script = ''] of build.matchAll(/npm run (\w+)/g))
      assert.ok(workspace.scripts[script], script);
    assert.match(build, new RegExp(`--filter ${own.name} deploy .* /app `));
    const [, sdk = ''] = /cp -r (\S+) \/app\/sdk/.exec(build) ?? [];
    assert.ok(existsSync(join(folder, '../..', sdk, 'interview-room.js')), sdk);
    const [program = ''] = Object.values(own.bin);
    assert.deepEqual(JSON.parse(one('ENTRYPOINT')), ['node', join('/app', program)]);
    assert.ok(own.files.includes('bin') && existsSync(join(folder, program)));
    for (const [, { build }] of servers)
      assert.equal(join(folder, build?.context ?? '', build?.dockerfile ?? ''), join(folder, 'Dockerfile'));
    for (const each of Object.values(services).flatMap(({ volumes = [] }) => volumes)) {
      const [from = ''] = each.split(':');
      assert.ok(from.startsWith('.') ? existsSync(join(folder, from)) : from in volumes, each);
    }
  });

  it('set nothing that the server does not read', () => {
    const known = new Set(help().match(/\b[A-Z][A-Z_]+\b/g));
    const names = [environment, ...servers.map(([, { environment = {} }]) => environment)].flatMap(
      Object.keys,
    );
    const unread = names.filter((name) => !known.has(name) && name !== 'NODE_ENV');
    assert.deepEqual(unread, []);
  });

  it('ask for what must be told, and say why', () => {
    for (const [, service] of servers) {
      assert.throws(() => settingsOf(service, { API_KEY: 'k' }), /IR_SECRET is what tokens are signed by/);
      assert.throws(() => settingsOf(service, { IR_SECRET: 's' }), /API_KEY is what rooms are made with/);
      assert.equal(settingsOf(service, { API_KEY: 'k', IR_SECRET: 's' })['IR_ORIGINS'], '*');
    }
  });

  it('put nginx before the servers, and NATS behind them', () => {
    const port = one('EXPOSE');
    const named = [...nginx.matchAll(/^\s*server (\S+?):(\d+) /gm)].map(([, name, at]) => [name, at]);
    assert.deepEqual(named, servers.map(([name]) => [name, port])); // prettier-ignore
    assert.equal(environment['PORT'], port);
    const before = Object.values(services).find(({ image }) => image.startsWith('nginx:'));
    assert.deepEqual(before?.depends_on, servers.map(([name]) => name)); // prettier-ignore
    assert.ok(before.ports?.[0]?.endsWith(`:${/listen (\d+);/.exec(nginx)?.[1]}`), before.ports?.[0]);
    for (const [, service] of servers) {
      const { hostname } = new URL(settingsOf(service, { API_KEY: 'k', IR_SECRET: 's' })['NATS_URL'] ?? '');
      assert.ok(services[hostname]?.command?.includes('--jetstream'), hostname);
    }
  });

  const skip = natsMissing();
  if (skip) console.log(`Skipped: the image's process: ${skip}`);
  it(
    'run as they say: healthy while it lives, with the elements, and not healthy after',
    { skip },
    async (t) => {
      const nats = await NatsServer.start();
      t.after(() => nats.stop());
      const data = mkdtempSync(join(tmpdir(), 'interview-room-image-'));
      t.after(() => rmSync(data, { recursive: true, force: true }));
      const port = await freePort();
      const here = {
        PORT: String(port),
        NATS_URL: nats.url,
        IR_DATA: data,
        IR_SDK: join(folder, '../interview-room/dist/cdn'),
      };
      const [, service] = servers[0] ?? assert.fail('no server');
      const env = { ...environment, ...settingsOf(service, { API_KEY: 'k', IR_SECRET: 's' }), ...here };
      const server = new ServerProcess(port, [], env);
      await server.start();
      t.after(() => server.end('SIGKILL'));
      const [, check = ''] = /HEALTHCHECK .*?CMD (\[.*\])$/m.exec(image) ?? [];
      const healthy = () => {
        const [program = '', ...args] = JSON.parse(check) as string[];
        return spawnSync(program, args, { env: { ...process.env, ...env } }).status;
      };
      assert.equal(healthy(), 0);
      const element = await fetch(`${server.url}/sdk/interview-room.js`);
      assert.match(element.headers.get('content-type') ?? '', /javascript/);
      await element.body?.cancel();
      const making = {
        method: 'POST',
        headers: { 'Authorization': 'Bearer k', 'Content-Type': 'application/json' },
      };
      const made = await fetch(`${server.url}/api/rooms`, {
        ...making,
        body: JSON.stringify({ question: addition }),
      });
      assert.equal(made.status, 201, await made.text());
      await server.end('SIGTERM');
      assert.equal(healthy(), 1);
    },
  );
});
