// Two interviews with an assistant, over two wires: it reads, proposes, is accepted in part, runs the tests, is cut off by a
// reload and goes on, while an interviewer watches and turns the dial. The model is a script behind the provider's own wire.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { verify, type Entry } from '@interview-room/core/protocol';
import type { LogState } from '@interview-room/core/replay';
import type { Browser, Page } from 'playwright-core';
import { openRoom } from '../../../.scripts/room.js';
import { ScriptedProvider, type ProviderRequest, type Say } from '../../server/src/testing/provider.js';
import { until } from './assistant-desk.js';
import { violations } from './axe.js';
import { launch } from './browser.js';

/** A stretch of a shared text. */
interface Item {
  id: { client: number };
  deleted: boolean;
  content: { str?: string };
  right: Item | null;
}

/** What a test looks at within the element. */
interface Inside {
  editor?: { value: string };
  shared: { room: { state: LogState; workspace: { text(path: string): { _start: Item | null } } } };
}

const KEY = 'sk-of-the-provider-0123456789abcdef';
const typed = `def merge(meetings):
    return []


def overlaps(one, other):
    return one[1] >= other[0]


def show(meetings):
    print(meetings)


# Long enough for a reload while the tests run.
import time

time.sleep(2)
`;
const body = `    result = []
    for start, end in sorted(meetings):
        if result and start <= result[-1][1]:
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([start, end])
    return result
`;
/** What is proposed: two changes that lie apart. */
const proposed = typed.replace('    return []\n', body).replace('print(meetings)', 'print(*meetings)');
/** What is made of it: the first is taken, the second is not. */
const accepted = typed.replace('    return []\n', body);

/** What the model says, by how many results of tools it was given. */
function script({ text }: ProviderRequest): Say {
  const results = text.match(/"role":"tool"|"type":"tool_result"/g)?.length ?? 0;
  const again = text.includes('Once more, please.');
  const steps: Say[] = [
    { text: ['Let me read it.'], calls: [{ name: 'read_file', input: { path: 'merge.py' } }] },
    {
      text: ['I propose this.'],
      calls: [{ name: 'write_file', input: { path: 'merge.py', content: proposed } }],
    },
    { text: ['Now the tests.'], calls: [{ name: 'run_tests', input: {} }] },
    again
      ? { text: ['I run them again.'], calls: [{ name: 'run_tests', input: {} }] }
      : { text: ['It **works** now.'] },
    { text: ['They were run again.'] },
  ];
  return steps[Math.min(results, 4)] ?? {};
}

const look = (page: Page) =>
  page.evaluate(() => {
    const { shared, editor } = document.querySelector('interview-room') as unknown as Inside;
    const { assist, proposals } = shared.room.state;
    return { ...assist, proposals, text: editor?.value };
  });

const environments = {
  OpenAI: (url: string) => ({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'small' }),
  Anthropic: (url: string) => ({ ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: url, ANTHROPIC_MODEL: 'small' }),
};

for (const [wire, environment] of Object.entries(environments)) {
  describe(`an interview with an assistant over the wire of ${wire}`, () => {
    let browser: Browser;
    let provider: ScriptedProvider;
    let room: Awaited<ReturnType<typeof openRoom>>;
    let [candidate, interviewer]: Page[] = [];
    const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
    const problems: string[] = [];
    const both = () => [candidate, interviewer] as [Page, Page];

    async function open(link: string): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(link);
      return page;
    }
    /** The tab is killed, without a word to its page, and its address opened in another one. */
    async function again(page: Page): Promise<Page> {
      const killed = page.waitForEvent('crash');
      void page.goto('chrome://crash').catch(() => undefined);
      await killed;
      candidate = await page.context().newPage();
      candidate.on('pageerror', (error) => problems.push(error.message));
      await candidate.goto(room.links.candidate);
      return candidate;
    }
    const ask = async (page: Page, text: string) => {
      await page.locator('ai-chat textarea').fill(text);
      await page.locator('ai-chat textarea').press('Enter');
    };

    before(async () => {
      browser = await launch();
      provider = await ScriptedProvider.open(script);
      room = await openRoom({ port: 8495, dir, env: environment(provider.url) });
      [interviewer, candidate] = [await open(room.links.interviewer), await open(room.links.candidate)];
      await candidate.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
      await candidate.getByRole('checkbox').check();
      await candidate.getByRole('button', { name: 'Join the interview' }).click();
      await interviewer.getByRole('button', { name: 'Start the interview' }).click();
      for (const page of both()) {
        await page.locator('code-editor .cm-content').waitFor();
        await page.getByRole('tab', { name: 'Assistant' }).click();
      }
    });
    after(async () => {
      await browser?.close();
      await room?.close();
      await provider?.close();
      rmSync(dir, { recursive: true, force: true });
    });

    it('reads, proposes and runs the tests by itself, and changes no file; an interviewer watches', async () => {
      const [page, other] = both();
      await page.locator('code-editor .cm-content').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(typed);
      await ask(page, 'Can you write it with me?');
      await other.locator('ai-chat').getByText('It works now.').first().waitFor({ timeout: 60_000 });
      const { turns, proposals, text } = await until(
        () => look(page),
        ({ turns }) => turns[0]?.steps.at(-1)?.finish === 'stop',
        'the answer',
      );
      const calls = turns[0]?.steps.flatMap(({ calls }) => calls) ?? [];
      assert.deepEqual(
        calls.map(({ name, error }) => [name, error]),
        [
          ['read_file', undefined],
          ['write_file', undefined],
          ['run_tests', undefined],
        ],
      );
      assert.match(calls[2]?.output ?? '', /All 2 tests pass/);
      assert.equal(text, typed, 'a proposal is not an edit');
      assert.deepEqual(
        proposals.map(({ path, resolved }) => [path, resolved]),
        [['python/merge.py', undefined]],
      );
      await until(
        () => look(other),
        (found) => isDeepStrictEqual(found.turns, turns),
        'the interviewer to have the same',
      );
    });

    it('is accepted in one part and rejected in another, and everyone sees who wrote what', async () => {
      const [page, other] = both();
      const editor = page.locator('code-editor');
      for (const each of both()) {
        await each.locator('.cm-proposal-sum', { hasText: 'Assistant proposes 2 changes' }).waitFor();
        assert.deepEqual(await violations(each), []);
      }
      await editor
        .getByRole('button', { name: /^Accept(?! all)/ })
        .first()
        .click();
      await editor
        .getByRole('button', { name: /^Reject(?! all)/ })
        .first()
        .click();
      const { proposals } = await until(
        () => look(other),
        ({ proposals, text }) => proposals[0]?.resolved !== undefined && text === accepted,
        'the proposal to be settled',
      );
      const { outcome, accepted: taken, rejected } = proposals[0]?.resolved ?? {};
      assert.deepEqual([outcome, taken, rejected], ['partly', 1, 1]);
      const written = await other.evaluate(() => {
        const { shared } = document.querySelector('interview-room') as unknown as Inside;
        let pieces = '';
        const file = shared.room.workspace.text('python/merge.py');
        for (let item = file._start; item; item = item.right)
          if (!item.deleted && item.id.client >= 2 ** 33) pieces += item.content.str ?? '';
        return pieces;
      });
      assert.ok(written.includes('sorted(meetings)'), `the assistant wrote: ${written}`);
      assert.ok(!written.includes('print'), 'what was there before is the candidate’s');
    });

    it('is cut off while a tool runs, by a reload or with its tab, and goes on by itself', async () => {
      const [asking, other] = both();
      await ask(asking, 'Once more, please.');
      await until(
        () => look(other),
        ({ turns }) => turns[1]?.steps[0]?.calls.length === 1,
        'the call of the tool',
      );
      const page = wire === 'OpenAI' ? asking : await again(asking);
      if (page === asking) await page.reload();
      await page.locator('code-editor .cm-content').waitFor();
      await page.getByRole('tab', { name: 'Assistant' }).click();
      const { turns } = await until(
        () => look(page),
        ({ turns }) => turns[1]?.steps.at(-1)?.finish === 'stop',
        'the rest of the answer',
      );
      assert.match(turns[1]?.steps[0]?.calls[0]?.output ?? '', /All 2 tests pass/);
      await page.locator('ai-chat').getByText('They were run again.').first().waitFor();
      assert.equal(turns.length, 2, 'nothing is asked twice');
    });

    it('obeys the dial, which an interviewer turns, and what is whispered, which the candidate never sees', async () => {
      const [page, other] = both();
      await other.getByRole('combobox', { name: 'How much it may do' }).selectOption('consultant');
      await other.getByText('Settings and private instructions').click();
      await other
        .getByRole('textbox', { name: 'Tell the assistant privately' })
        .fill('Whisper about intervals');
      await other.getByRole('button', { name: 'Tell it' }).click();
      await page.locator('room-assist').getByText('Consultant').waitFor();
      await until(
        () => look(page),
        ({ level }) => level === 'consultant',
        'the level',
      );
      await ask(page, 'And what does it cost?');
      await until(
        () => look(page),
        ({ turns }) => turns[2]?.steps.at(-1)?.finish === 'stop',
        'the answer',
      );
      const sent = provider.requests.at(-1);
      assert.ok(sent?.text.includes('Whisper about intervals'), 'it reaches the model');
      const tools = sent?.body.tools?.map(({ name, function: inner }) => name ?? inner?.name).sort();
      assert.deepEqual(tools, ['glob', 'grep', 'list_files', 'read_file']);
      const seen = await page.evaluate(() => JSON.stringify(localStorage) + document.body.textContent);
      assert.ok(!seen.includes('Whisper'));
    });

    it('is read along by an observer, who is offered nothing that would be refused', async () => {
      const [page] = both();
      const watcher = await open(room.links.observer);
      await watcher.getByRole('tab', { name: 'Assistant' }).click();
      const chat = watcher.locator('ai-chat');
      await chat.getByRole('article').filter({ hasText: 'It works now.' }).first().waitFor();
      const names = (each: Page) =>
        each
          .locator('ai-chat button.act')
          .evaluateAll((acts) => [...new Set(acts.map((act) => act.getAttribute('aria-label')))].sort());
      assert.deepEqual(
        await until(
          () => names(watcher),
          (found) => found.length > 1,
          'buttons',
        ),
        ['Copy message', 'Time and use'],
      );
      assert.ok((await names(page)).includes('Good answer'));
      assert.equal(await watcher.locator('ai-chat textarea').count(), 0);
      assert.deepEqual(await violations(watcher), []);
      await watcher.context().close();
    });

    it('is recorded whole, in a chain that holds, without the key', async () => {
      const answer = await fetch(`${room.url}/api/rooms/${room.id}/log`, {
        headers: { Authorization: `Bearer ${room.tokens.interviewer}` },
      });
      const text = await answer.text();
      const entries = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry);
      assert.deepEqual(verify(entries).ok, true);
      const kinds = entries.map(({ kind }) => kind);
      for (const kind of [
        'assist.level',
        'assist.asked',
        'assist.answered',
        'assist.acted',
        'assist.whispered',
        'edit.proposed',
      ])
        assert.ok(kinds.includes(kind), kind);
      assert.ok(!text.includes(KEY));
      assert.deepEqual(problems, []);
    });
  });
}

it('the room of `npm start` opens where a key has no model with it, and tells what is missing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
  const room = await openRoom({ port: 8497, dir, env: { OPENAI_API_KEY: KEY } });
  await room.close();
  rmSync(dir, { recursive: true, force: true });
  assert.deepEqual(room.models, []);
  assert.match(room.problem ?? '', /OPENAI_MODEL is missing/);
});
