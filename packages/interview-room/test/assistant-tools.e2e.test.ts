// What a full copilot runs by itself in the browser, what is told of the editor with a question, and what becomes of a thumb.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { ProviderRequest, Say } from '../../server/src/testing/provider.js';
import { Desk, look, resultsIn, steps, until } from './assistant-desk.js';

const program = `import sys

print("arguments", sys.argv[1:])
for line in sys.stdin:
    print("read", line.strip()[::-1])
`;
/** Where nothing of a shell may come to. */
const OUT = 'outside.invalid';
const running = steps(
  { name: 'run_code', input: { stdin: 'one\ntwo\n', args: ['--fast', 'a b'] } },
  { name: 'bash', input: { command: 'ls; wc -l merge.py' } },
  {
    name: 'bash',
    input: { command: `curl -s http://${OUT}/; echo "curl: $?"; wget http://${OUT}/; echo "wget: $?"` },
  },
  { name: 'bash', input: { command: 'python3 -c "print(1)"' } },
);

/** What was asked last, with all that is told with it. */
function askedIn({ body }: ProviderRequest): string {
  const { content } = body.messages?.findLast(({ role }) => role === 'user') ?? {};
  if (typeof content === 'string') return content;
  const blocks = Array.isArray(content) ? (content as { text?: string }[]) : [];
  return blocks.map(({ text = '' }) => text).join('\n');
}

const script = (request: ProviderRequest, number: number): Say =>
  askedIn(request).includes('Run it') ? running(request, number) : { text: ['I see it.'] };

describe('a full copilot', () => {
  let desk: Desk;
  before(async () => (desk = await Desk.open({ port: 8650, level: 'full-copilot', script })));
  after(() => desk?.close());

  const told = () => askedIn(desk.provider.requests.at(-1) as ProviderRequest);
  const ask = async (text: string) => {
    await desk.ask(desk.candidate, text);
    await until(
      () => look(desk.candidate),
      ({ turns }) => turns.at(-1)?.text === text && turns.at(-1)?.steps.at(-1)?.finish === 'stop',
      `the answer to ${text}`,
    );
  };

  it('is told the file that is open, where the cursor is, and what is selected', async () => {
    const page = desk.candidate;
    await desk.type(page, program);
    await page.keyboard.press('Control+Home');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+End');
    await ask('What do these lines do?');
    assert.match(told(), /What do these lines do\?$/);
    assert.match(told(), /<data name="file merge\.py">\n```\nOpen, with the cursor in line 5:\n/);
    assert.match(told(), /1\timport sys/);
    const selected = program.split('\n').slice(3, 5).join('\n');
    assert.ok(told().includes(`<data name="selection">\n\`\`\`\n${selected}\n\`\`\`\n</data>`), told());
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+Home');
    await ask('And all of it?');
    assert.match(told(), /Open, with the cursor in line 1:/);
    assert.ok(!told().includes('selection'), told());
  });

  it('runs the program with what it is to read, and a shell that has files and no network', async () => {
    const left: string[] = [];
    desk.candidate.on('request', (request) => left.push(request.url()));
    await ask('Run it, please.');
    const results = resultsIn(desk.provider.requests.at(-1) as ProviderRequest);
    assert.equal(results.length, 4);
    const [ran = '', listed = '', fetched = '', python = ''] = results;
    assert.equal(ran, "arguments ['--fast', 'a b']\nread eno\nread owt\n");
    assert.match(listed, /^merge\.py\n\s*5 merge\.py\n?$/);
    assert.match(fetched, /curl: 127[^]*wget: 127/);
    assert.match(fetched, /curl: command not found/);
    assert.match(python, /python3: command not [^]*\(exit code 127\)/);
    assert.deepEqual(
      left.filter((url) => url.includes(OUT)),
      [],
    );
    const { text, proposals } = await look(desk.candidate);
    assert.deepEqual([text, proposals], [program, []], 'nothing of it changes a file');
  });

  it('is rated by a thumb, which is in the log, and drawn pressed after a reload', async () => {
    const { candidate: page, interviewer } = desk;
    const thumb = (of: Page, name: string) =>
      of.locator('ai-chat').getByRole('button', { name, exact: true }).last();
    const pressed = (of: Page) =>
      Promise.all(['Good answer', 'Bad answer'].map((name) => thumb(of, name).getAttribute('aria-pressed')));
    const shows = (of: Page, ...wanted: string[]) =>
      until(
        () => pressed(of),
        (found) => found.join() === wanted.join(),
        'the thumbs',
      );
    await shows(page, 'false', 'false');
    await thumb(page, 'Good answer').click();
    await shows(page, 'true', 'false');
    const { turns } = await until(
      () => look(interviewer),
      (now) => now.turns.at(-1)?.rated !== undefined,
      'the rating',
    );
    const { turn, by = '', rated } = turns.at(-1) ?? {};
    assert.deepEqual(rated, { [by]: 'up' });
    const rating = (await desk.log()).findLast(({ kind }) => kind === 'assist.rated');
    assert.deepEqual([rating?.by, rating?.body], [by, { turn, value: 'up' }]);
    await page.reload();
    await desk.atWork(page);
    await shows(page, 'true', 'false');
    await shows(interviewer, 'false', 'false');
    await thumb(page, 'Bad answer').click();
    await shows(page, 'false', 'true');
    await thumb(page, 'Bad answer').click();
    await shows(page, 'false', 'false');
    const values = (await desk.log()).flatMap(({ kind, body }) =>
      kind === 'assist.rated' ? [(body as { value: unknown }).value] : [],
    );
    assert.deepEqual(values, ['up', 'down', null]);
    assert.deepEqual(desk.problems, []);
  });
});
