import { Mismatch, type Check, type Probe, type Suite } from '../kit/check.js';
import { ask, listOf, objectOf, type Answer, type Json } from './runners/ask.js';

const check = (id: string, title: string, run: Check['run'], variants?: readonly string[]): Check => ({
  id: `piston.${id}`,
  title,
  capability: 'execution',
  source: 'docs/BACKENDS.md#piston',
  run,
  ...(variants && { variants }),
});

/** The address ends before the path, or has it already. */
const pathOf = ({ url, variant }: Probe): string =>
  /\/api\/v2(\/piston)?$/.test(url) ? '' : variant === 'bare' ? '/api/v2/piston' : '/api/v2';

const execute = (probe: Probe, body: object): Promise<Answer> =>
  ask(probe, 'POST', `${pathOf(probe)}/execute`, body);
const python = (text: string, more: object = {}): object => ({
  language: 'python',
  version: '*',
  files: [{ content: text }],
  stdin: '',
  ...more,
});

async function ran(probe: Probe, body: object, wanted: Json): Promise<void> {
  const { status, body: reply } = await execute(probe, body);
  const run = objectOf(objectOf(reply)['run']);
  const holds = Object.entries(wanted).every(([key, value]) => run[key] === value);
  if (status !== 200 || !holds) throw new Mismatch({ run: wanted }, { status, ...objectOf(reply) });
}

/** The wire of a Piston-shaped service. */
export const pistonSuite: Suite = {
  dialect: 'piston',
  variants: ['v2', 'bare'],
  checks: [
    check(
      'runtimes',
      'it says which languages it has, and in which versions',
      async (probe) => {
        const { body } = await ask(probe, 'GET', `${pathOf(probe)}/runtimes`);
        const all = listOf(body).map(objectOf);
        const named = all.filter(({ language, version }) => typeof language === 'string' && typeof version === 'string'); // prettier-ignore
        if (all.length === 0 || named.length < all.length)
          throw new Mismatch([{ language: 'python', version: '3.12.0', aliases: [] }], body);
      },
      ['v2'],
    ),
    check('output', 'what a program prints comes back, and its code', (probe) =>
      ran(probe, python('print("hello")'), { stdout: 'hello\n', code: 0 }),
    ),
    check('input', 'a program is given its input', (probe) =>
      ran(probe, python('print(input() + "!")', { stdin: 'typed\n' }), { stdout: 'typed!\n', code: 0 }),
    ),
    check('files', 'a program of several files runs by its first', (probe) =>
      ran(
        probe,
        python('', {
          files: [
            { name: 'main.py', content: 'import lib\nprint(lib.word)' },
            { name: 'lib.py', content: 'word = "beside"' },
          ],
        }),
        { stdout: 'beside\n', code: 0 },
      ),
    ),
    check('code', 'a program that fails has its code and its words', async (probe) => {
      const { body } = await execute(probe, python('import sys\nsys.stderr.write("why")\nsys.exit(3)'));
      const { code, stderr } = objectOf(objectOf(body)['run']);
      if (code !== 3 || stderr !== 'why') throw new Mismatch({ run: { code: 3, stderr: 'why' } }, body);
    }),
    check('unknown', 'a language that it does not have is refused', async (probe) => {
      const { status, body } = await execute(probe, python('', { language: 'klingon' }));
      if (status < 400 || status >= 500) throw new Mismatch({ status: 400, message: '…' }, { status, body });
    }),
    check(
      'time',
      'a program that does not end is ended',
      async (probe) => {
        const { body } = await execute(probe, python('while True: pass', { run_timeout: 1000 }));
        const { signal } = objectOf(objectOf(body)['run']);
        if (signal !== 'SIGKILL') throw new Mismatch({ run: { signal: 'SIGKILL' } }, body);
      },
      ['v2'],
    ),
  ],
};
