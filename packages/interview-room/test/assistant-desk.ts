// A room with an assistant, with its candidate and its interviewer, each in a browser of their own. The model is a script
// behind a provider's own wire.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify, type Entry } from '@interview-room/core/protocol';
import type { LogState } from '@interview-room/core/replay';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../.scripts/lib.js';
import { openRoom } from '../../../.scripts/room.js';
import { ScriptedProvider, type ProviderRequest, type Say } from '../../server/src/testing/provider.js';
import { launch } from './browser.js';

/** What a test looks at within the element. */
interface Inside {
  editor?: { value: string };
  shared: { room: { state: LogState } };
}

type Opened = Awaited<ReturnType<typeof openRoom>>;
type Script = (request: ProviderRequest, number: number) => Say;

/** What each wire is configured with. */
export const wires = {
  OpenAI: (url: string) => ({
    OPENAI_API_KEY: 'sk-0123456789abcdef',
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_MODEL: 'small',
  }),
  Anthropic: (url: string) => ({
    ANTHROPIC_API_KEY: 'sk-0123456789abcdef',
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_MODEL: 'small',
  }),
};

/** Looks until it is as it should be. */
export async function until<T>(
  look: () => T | Promise<T>,
  good: (found: T) => boolean,
  what: string,
): Promise<T> {
  let found = await look();
  for (let tries = 0; tries < 600 && !good(found); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    found = await look();
  }
  assert.ok(good(found), `${what}: ${JSON.stringify(found)?.slice(0, 3000)}`);
  return found;
}

/** What a page has of the room, and of the file. */
export const look = (page: Page) =>
  page.evaluate(() => {
    const { shared, editor } = document.querySelector('interview-room') as unknown as Inside;
    const { assist, proposals, offers, tests } = shared.room.state;
    return { ...assist, proposals, offers, tests, text: editor?.value ?? '' };
  });

/** What tools gave back, as a provider is told, the oldest first. */
export function resultsIn({ body }: ProviderRequest): string[] {
  return (body.messages ?? []).flatMap(({ role, content }) => {
    const blocks = Array.isArray(content) ? (content as { type?: string; content?: unknown }[]) : [];
    const given =
      role === 'tool'
        ? [content]
        : blocks.filter(({ type }) => type === 'tool_result').map((each) => each.content);
    return given.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  });
}

/** Has a model call tools one after the other, whatever comes of them, and then say how it ended. */
export const steps =
  (...calls: { name: string; input: unknown }[]): Script =>
  (request) => {
    const next = calls[resultsIn(request).length];
    return next ? { text: ['Next.'], calls: [next] } : { text: ['That is all.'] };
  };

interface DeskOptions {
  readonly port: number;
  readonly script: Script;
  readonly wire?: keyof typeof wires;
  readonly level?: string;
}

/** A room with an assistant, and who is in it. */
export class Desk {
  readonly problems: string[] = [];
  private pages: { candidate: Page; interviewer: Page } | undefined;

  private constructor(
    readonly provider: ScriptedProvider,
    readonly room: Opened,
    private readonly browser: Browser,
    private readonly dir: string,
  ) {}

  /** Opens a room, and goes in: its candidate has joined, the interview is under way, the assistant is in sight. */
  static async open({
    port,
    script,
    wire = 'OpenAI',
    level = 'pair-programming',
  }: DeskOptions): Promise<Desk> {
    const dir = mkdtempSync(join(tmpdir(), 'rooms-'));
    const provider = await ScriptedProvider.open(script);
    const room = await openRoom({ port, dir, level, env: wires[wire](provider.url) });
    const desk = new Desk(provider, room, await launch(), dir);
    desk.pages = await desk.enter(room.links);
    return desk;
  }

  get candidate(): Page {
    if (!this.pages) throw new Error('Nobody is there.');
    return this.pages.candidate;
  }

  get interviewer(): Page {
    if (!this.pages) throw new Error('Nobody is there.');
    return this.pages.interviewer;
  }

  get both(): readonly Page[] {
    return [this.candidate, this.interviewer];
  }

  /** Opens one more room of the same backend, and gives the links to it. */
  async another(assist: { level: string; coach?: 'off' }): Promise<Opened['links']> {
    const question = join(root, 'examples', 'interview', 'merge-intervals.json');
    const answer = await fetch(`${this.room.url}/api/rooms`, {
      method: 'POST',
      headers: { 'Authorization': 'Bearer local', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        question: JSON.parse(readFileSync(question, 'utf8')) as unknown,
        options: { assist },
      }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { links: Opened['links'] }).links;
  }

  /** Goes into a room by its links, and begins. */
  async enter(links: Opened['links']): Promise<{ candidate: Page; interviewer: Page }> {
    const [interviewer, candidate] = [await this.page(links.interviewer), await this.page(links.candidate)];
    await candidate.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
    await candidate.getByRole('checkbox').check();
    await candidate.getByRole('button', { name: 'Join the interview' }).click();
    await interviewer.getByRole('button', { name: 'Start the interview' }).click();
    for (const page of [candidate, interviewer]) await this.atWork(page);
    return { candidate, interviewer };
  }

  /** Waits for a page to have its editor, and looks at the assistant. */
  async atWork(page: Page): Promise<void> {
    await page.locator('code-editor .cm-content').waitFor();
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await page.locator('ai-chat textarea').waitFor();
  }

  /** Puts a text in the place of all that the editor holds. */
  async type(page: Page, text: string): Promise<void> {
    await page.locator('code-editor .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  }

  async ask(page: Page, text: string): Promise<void> {
    await page.locator('ai-chat textarea').fill(text);
    await page.locator('ai-chat textarea').press('Enter');
  }

  /** The state of the room once the newest answer is over. */
  over(page: Page) {
    return until(
      () => look(page),
      ({ turns }) => turns.at(-1)?.steps.at(-1)?.finish === 'stop',
      'the end of the answer',
    );
  }

  /** The log, whose chain holds. */
  async log(): Promise<Entry[]> {
    const answer = await fetch(`${this.room.url}/api/rooms/${this.room.id}/log`, {
      headers: { Authorization: `Bearer ${this.room.tokens.interviewer}` },
    });
    const lines = (await answer.text()).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Entry);
    assert.equal(verify(entries).ok, true);
    return entries;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.room.close();
    await this.provider.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async page(link: string): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1400, height: 860 } });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(error.message));
    await page.goto(link);
    return page;
  }
}
