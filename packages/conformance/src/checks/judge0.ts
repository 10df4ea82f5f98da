import { setTimeout as sleep } from 'node:timers/promises';
import { Mismatch, Skip, type Check, type Probe, type Suite } from '../kit/check.js';
import { ask, listOf, objectOf, type Json } from './runners/ask.js';

const check = (id: string, title: string, run: Check['run']): Check => ({
  id: `judge0.${id}`,
  title,
  capability: 'execution',
  source: 'docs/BACKENDS.md#judge0',
  run,
});
const coded = (text: string): string => Buffer.from(text).toString('base64');
const plain = (value: unknown): string =>
  typeof value === 'string' ? Buffer.from(value, 'base64').toString() : '';
const statusOf = (result: Json): number => Number(objectOf(result['status'])['id']);

/** The number of Python, as this service has it. */
async function pythonOf(probe: Probe): Promise<number> {
  const { body } = await ask(probe, 'GET', '/languages');
  const found = listOf(body).map(objectOf).find(({ name }) => /^python \(3/i.test(String(name))); // prettier-ignore
  if (!found) throw new Skip('It has no Python 3 to try it by.');
  return Number(found['id']);
}

/** Submits a program, and asks until it is over. */
async function ran(probe: Probe, text: string, more: object = {}): Promise<Json> {
  const language_id = await pythonOf(probe);
  const order = { language_id, source_code: coded(text), ...more };
  const { status, body } = await ask(probe, 'POST', '/submissions?base64_encoded=true&wait=false', order);
  const { token } = objectOf(body);
  if (status !== 201 || typeof token !== 'string') throw new Mismatch({ status: 201, token: '…' }, { status, body }); // prettier-ignore
  for (;;) {
    const reply = await ask(probe, 'GET', `/submissions/${token}?base64_encoded=true`);
    const result = objectOf(reply.body);
    if (!(statusOf(result) > 0)) throw new Mismatch({ status: { id: 3, description: 'Accepted' } }, reply);
    if (statusOf(result) > 2) return result;
    await sleep(100, undefined, { signal: probe.signal });
  }
}

function mustBe(result: Json, status: number, stdout?: string): void {
  const came = { status: result['status'], stdout: plain(result['stdout']), stderr: plain(result['stderr']) };
  if (statusOf(result) !== status || (stdout !== undefined && came.stdout !== stdout))
    throw new Mismatch({ status: { id: status }, ...(stdout !== undefined && { stdout }) }, came);
}

/** The wire of a Judge0-shaped service. */
export const judge0Suite: Suite = {
  dialect: 'judge0',
  variants: ['ce'],
  checks: [
    check('languages', 'it says which languages it has, by number', async (probe) => {
      const { body } = await ask(probe, 'GET', '/languages');
      const all = listOf(body).map(objectOf);
      const named = all.every(({ id, name }) => typeof id === 'number' && typeof name === 'string');
      if (all.length === 0 || !named) throw new Mismatch([{ id: 71, name: 'Python (3.8.1)' }], body);
    }),
    check('output', 'what a program prints comes back in base64', async (probe) =>
      mustBe(await ran(probe, 'print("wörld")'), 3, 'wörld\n'),
    ),
    check('input', 'a program is given its input', async (probe) =>
      mustBe(await ran(probe, 'print(input() + "!")', { stdin: coded('typed\n') }), 3, 'typed!\n'),
    ),
    check('code', 'a program that fails is a runtime error with its words', async (probe) => {
      const result = await ran(probe, 'raise ValueError("why")');
      mustBe(result, 11);
      if (!plain(result['stderr']).includes('why')) throw new Mismatch({ stderr: '…why' }, result);
    }),
    check('time', 'a program that does not end is ended', async (probe) =>
      mustBe(await ran(probe, 'while True: pass', { cpu_time_limit: 1, wall_time_limit: 1 }), 5),
    ),
    check('wrong', 'a language that it does not have is a 422 that names the field', async (probe) => {
      const order = { language_id: 999_999, source_code: coded('x') };
      const { status, body } = await ask(probe, 'POST', '/submissions?base64_encoded=true', order);
      const names = objectOf(body)['language_id'];
      if (status !== 422 || !names) throw new Mismatch({ status: 422, language_id: ['…'] }, { status, body });
    }),
  ],
};
