import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify } from '@interview-room/core';
import { isWithheld } from '@interview-room/core/protocol';
import type { Browser, Page } from 'playwright-core';
import { Backend, question } from './backend.js';
import { Line, type Fault } from './line.js';
import { filesIn } from './log.js';
import type { Ill } from './page/faults.js';
import type { Game, Outcome } from './page/play.js';
import { randomOf } from './page/random.js';

const SEATS = 8;
/** So many games in one page: what the editors of earlier ones left behind is gone with it. */
const GAMES = 25;
const FAULTS: readonly string[] = ['cut', 'deafen', 'silence', 'delay'] satisfies Fault[];

/** A page, a backend that can be killed, and a line for each who plays. */
export class PlayTable {
  #page: Page | undefined;
  #games = 0;
  #origin = '';

  private constructor(
    private readonly browser: Browser,
    private readonly backend: Backend,
    private readonly lines: readonly Line[],
    private readonly files: Server,
    private readonly totals: Record<string, number>,
  ) {}

  /** `script` is what the page runs; `totals` is told what happened. */
  static async open(browser: Browser, script: string, totals: Record<string, number>): Promise<PlayTable> {
    const backend = await Backend.start();
    const lines = await Promise.all(Array.from({ length: SEATS }, () => Line.open(() => backend.port)));
    const files = createServer(({ url }, answer) => {
      const isScript = url === '/play.js';
      answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      answer.end(isScript ? script : PAGE);
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    const table = new PlayTable(browser, backend, lines, files, totals);
    table.#origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
    return table;
  }

  /** Plays a seed to its end. Throws with the seed and what was done last if anything was not as it has to be. */
  async play(seed: number, operations: number): Promise<void> {
    const game = await this.#game(seed, operations);
    for (const line of this.lines) line.reset();
    const page = await this.#fresh();
    const outcome = await page.evaluate(
      (text) => window.play(JSON.parse(text) as Game),
      JSON.stringify(game),
    );
    const why = outcome.failure ?? (await this.#fault(game.session, outcome));
    if (why) throw new Error(`seed ${seed}: ${why}\nThe last things done:\n  ${outcome.last.join('\n  ')}`);
    this.#count(game, outcome);
  }

  async close(): Promise<void> {
    await this.#page?.close();
    await this.backend.stop();
    for (const line of this.lines) line.close();
    this.files.close();
  }

  async #game(seed: number, operations: number): Promise<Game> {
    const random = randomOf(seed ^ 0x5eed);
    const [size, session] = [2 + (seed % (SEATS - 1)), await this.backend.room()];
    // Two tabs of one person share what is kept, and who of them writes.
    const twins = seed % 4 === 1;
    const seats = await Promise.all(
      Array.from({ length: size }, async (_, index) => {
        const twin = twins && index === 1;
        const name = twin ? 'p0' : `p${index}`;
        const role = index % 2 === 0 || twin ? 'interviewer' : 'candidate';
        const transport = random(3) === 0 ? ('stream' as const) : ('socket' as const);
        const kept = (twins && index < 2) || random(2) === 0;
        const token = await this.backend.token(session, role, name);
        return { name, token, url: this.lines[index]?.url ?? '', transport, kept };
      }),
    );
    const kills = seed % 3 === 0 ? [Math.floor(operations / 4) + random(operations / 2)] : [];
    return { seed, operations, session, question, seats, kills };
  }

  async #fresh(): Promise<Page> {
    if (this.#page && this.#games++ < GAMES) return this.#page;
    this.#games = 1;
    await this.#page?.close();
    const page = (this.#page = await this.browser.newPage());
    await page.exposeFunction('tell', (seat: number, what: Ill | 'kill' | 'mend') => this.#tell(seat, what));
    await page.goto(this.#origin);
    await page.waitForFunction(() => 'play' in window);
    return page;
  }

  async #tell(seat: number, what: Ill | 'kill' | 'mend'): Promise<void> {
    const line = this.lines[seat];
    if (what === 'kill') void this.backend.restart();
    else if (what === 'mend') await this.#mend();
    else if (what === 'release') line?.release();
    else if (what === 'open' && line) line.blocked = false;
    else if (what === 'block' && line) {
      line.blocked = true;
      line.suffer('cut');
    } else if (FAULTS.includes(what)) line?.suffer(what as Fault);
  }

  async #mend(): Promise<void> {
    for (const line of this.lines) line.blocked = false;
    await this.backend.up();
  }

  /** What is wrong with the log, or with what was made of it. */
  async #fault(session: string, { files, head }: Outcome): Promise<string | undefined> {
    const log = await this.backend.log(session);
    const [verification, ids] = [verify(log), log.flatMap((entry) => (isWithheld(entry) ? [] : [entry.id]))];
    if (!verification.ok) return `the log does not verify: ${JSON.stringify(verification)}`;
    if (new Set(ids).size !== ids.length) return 'an entry is in the log twice';
    if (log.length < head) return `the log ends at ${log.length}, and people are at ${head}`;
    try {
      assert.deepEqual(filesIn(log), files);
    } catch (error) {
      return `the files are not what the log says: ${String(error)}`;
    }
    return undefined;
  }

  #count(game: Game, { counts, resent, transports }: Outcome): void {
    const add = (name: string, count: number) => (this.totals[name] = (this.totals[name] ?? 0) + count);
    for (const [name, count] of Object.entries(counts)) add(name, count);
    for (const name of transports) add(name, 1);
    for (const line of this.lines) {
      for (const [name, count] of Object.entries(line.counts)) add(name, count);
      Object.assign(line.counts, { cut: 0, deafen: 0, silence: 0, delay: 0 });
      add('acknowledged twice', resent.filter((id) => line.lateAcks.has(id)).length);
    }
    add('resent', resent.length);
    add('kills', game.kills.length);
    add('operations', game.operations);
    add('seeds', 1);
  }
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fuzz</title>
<style>code-editor { display: inline-block; inline-size: 300px; block-size: 120px; }</style>
<script type="module" src="/play.js"></script>`;
