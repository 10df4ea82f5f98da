import type { BackendNotice, NoticeAction, Offers, Room } from '@interview-room/core';
import { Localize } from '@interview-room/ui';
import type { TemplateResult } from 'lit';
import type { Words } from '../locales/far/en.js';
import { strings } from '../locales/far/strings.js';
import type { SharedHost } from '../view/shared-parts.js';
import { BackendNoticeEvent } from './backend-notice-event.js';
import { drawFarBanner, drawFarHeader, drawFarTab } from './draw-far.js';
import { dress } from '../view/dress.js';
import { FarChat } from './far-chat.js';
import { farStyles } from './far.styles.js';
import { isBad, isTold } from './levels.js';
import { putIntoWorkspace } from './task-files.js';
import { TaskSuggestions } from './task-suggestions.js';

/** What a backend may bring a tab for. */
export type FarTab = 'assistant' | 'terminal' | 'tasks' | 'log';

/** So long something stays that nobody has to do anything about, in milliseconds. */
const REST = 20_000;

/** What a backend offers beside the log, as a room shows it: it knows of offers, and of no backend. */
export class FarSide {
  readonly words: Localize<Words>;
  readonly chat: FarChat | undefined;
  private last: BackendNotice | undefined;
  /** The next question is on its way. */
  moving = false;
  /** Which tabs were looked at: what is behind one is loaded then. */
  readonly opened = new Set<string>();
  /** What an agent may be asked to do here. */
  readonly suggestions = new TaskSuggestions(this);
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[];

  constructor(
    readonly room: Room,
    readonly host: SharedHost,
  ) {
    this.words = new Localize(host, strings);
    const { chat, notices } = room.offers;
    this.chat = chat && new FarChat(room, host, chat);
    this.stops = notices ? [notices.subscribe((notice) => this.tell(notice))] : [];
    const take = (event: Event) => putIntoWorkspace(event, room, host);
    host.addEventListener('task-files', take);
    this.stops.push(() => host.removeEventListener('task-files', take));
    dress(host, farStyles);
    for (const notice of notices?.recent ?? []) this.tell(notice);
  }

  get offers(): Offers {
    return this.room.offers;
  }

  /** The last that it said to the person, until it is dismissed or has rested long enough, or the end has overtaken it. */
  get told(): BackendNotice | undefined {
    const { last, room } = this;
    if (!last || (isBad(last) && !last.action)) return last;
    const end = room.state.stage.changes.find(({ stage }) => stage === 'ended')?.at;
    return end !== undefined && last.at <= end ? undefined : last;
  }

  /** What the backend was found to speak, where that had to be found out: nothing that a candidate could do with. */
  get note(): string {
    if (this.room.role === 'candidate') return '';
    return this.offers.notices?.recent.find(({ name }) => name === 'dialect')?.text ?? '';
  }

  /** Who sees what a backend does behind the scenes: the one who interviews, and whoever is there to watch. */
  get tabs(): FarTab[] {
    const { chat, terminal, tasks, notices } = this.offers;
    const leads = this.room.role === 'interviewer';
    return [
      ...(chat ? (['assistant'] as const) : []),
      ...(terminal && this.room.role !== 'observer' ? (['terminal'] as const) : []),
      ...(tasks && leads ? (['tasks'] as const) : []),
      ...(notices && leads ? (['log'] as const) : []),
    ];
  }

  /** Goes on to the next question. What was typed until now goes before it. */
  async next(): Promise<void> {
    if (this.moving) return;
    this.moving = true;
    this.update();
    try {
      await this.room.workspace.settled();
      const moved = await this.offers.questions?.next();
      if (moved === false) this.say('info', this.words.term('questionsOver'));
    } catch (error) {
      this.say('error', error instanceof Error ? error.message : String(error));
    } finally {
      this.moving = false;
      this.update();
    }
  }

  /** Does what the last notice offers. What that says in turn stays. */
  act(step: NoticeAction): void {
    this.dismiss();
    step.run((path, make) => this.rewrite(path, make));
  }

  /** In the editor, which can undo it. The button that was pressed is gone: who used it goes on there. */
  private rewrite(path: string, make: (now: string) => string): boolean {
    const { work, editor } = this.host;
    if (!work || !editor?.view || editor.readonly || `${work.language}/${work.path}` !== path) return false;
    editor.replaceText(make(editor.value));
    editor.focus();
    return true;
  }

  dismiss(): void {
    clearTimeout(this.resting);
    this.last = undefined;
    this.update();
  }

  update(): void {
    this.host.requestUpdate();
  }

  header(): TemplateResult {
    return drawFarHeader(this);
  }
  banner(): TemplateResult {
    return drawFarBanner(this);
  }
  /** What is behind a tab, which is there once it was looked at. */
  draw(tab: FarTab, selected: boolean): TemplateResult {
    if (selected) this.opened.add(tab);
    return drawFarTab(this, tab, selected);
  }

  close(): void {
    clearTimeout(this.resting);
    this.chat?.close();
    for (const stop of this.stops.splice(0)) stop();
  }

  private say(level: BackendNotice['level'], text: string): void {
    this.tell({ id: 0, at: Date.now(), level, name: 'room', text });
  }

  private tell(notice: BackendNotice): void {
    this.host.dispatchEvent(new BackendNoticeEvent(notice));
    if (isTold(notice)) this.show(notice);
    this.update();
  }

  private show(notice: BackendNotice): void {
    const { last } = this;
    // A nudge does not push away what has hardly been read, and has to be.
    if (notice.level === 'nudge' && last && isBad(last) && notice.at - last.at < REST) return;
    // Nor does what nobody has to look at take a choice away.
    if (last?.other && !isBad(notice)) return;
    clearTimeout(this.resting);
    this.last = notice;
    if (isBad(notice)) return;
    this.resting = setTimeout(() => this.dismiss(), REST);
  }
}
