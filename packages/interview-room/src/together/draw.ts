import type { RoomState } from '@interview-room/core';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { hiddenTestsOf } from '../room-notes/hidden-tests.js';
import { refusalOf } from '../room-status/refusals.js';
import type { FarSide } from '../far/far-side.js';
import type { SharedRoom, SideTab } from './shared-room.js';

/** What the element's furniture is drawn from: nothing here keeps anything. */
const NONE: readonly never[] = [];

/** In the header: how one is connected, who is here, the time, and the one step that comes next. */
export function drawHeader(shared: SharedRoom): TemplateResult {
  const { room, state, host } = shared;
  if (!room || !state) return html``;
  return html`<room-status
      theme=${host.theme}
      .connection=${state.connection}
      .note=${shared.far?.note ?? ''}
      silent
    ></room-status>
    ${drawPeople(shared, state)}
    ${
      state.timer.totalMs > 0 || shared.may('timer.set')
        ? html`<room-clock
            theme=${host.theme}
            .timer=${state.timer}
            .now=${shared.now}
            ?may-control=${shared.may('timer.set')}
          ></room-clock>`
        : nothing
    }
    ${drawSideButton(shared)} ${shared.far?.header() ?? nothing} ${drawStep(shared)}`;
}

/** Who is here; some backends know of nobody. */
function drawPeople({ room, together, host }: SharedRoom, state: RoomState): TemplateResult | typeof nothing {
  if (state.people.length === 0) return nothing;
  return html`<room-people
    theme=${host.theme}
    compact
    .people=${state.people}
    .presence=${together?.places ?? NONE}
    you=${room?.you ?? ''}
    folder=${state.language === undefined ? '' : `${state.language}/`}
    following=${ifDefined(together?.following)}
    .muted=${together?.muted ?? NONE}
  ></room-people>`;
}

/** Opens the pane beside the others, and is named after what is first in it. */
function drawSideButton(shared: SharedRoom): TemplateResult | typeof nothing {
  const [first] = tabsOf(shared);
  if (!first) return nothing;
  return html`<button class="bordered talk" @click=${() => shared.toggleTalk()} aria-pressed=${shared.talking}>
    ${nameOf(first, shared)}${shared.unread ? html` <span class="count">${shared.unread}</span>` : nothing}
  </button>`;
}

/** The step that this person may take now. */
function drawStep(shared: SharedRoom): TemplateResult | typeof nothing {
  const { stage, role } = shared;
  if (stage === 'started') return drawSubmission(shared);
  if (stage !== 'waiting' || role !== 'interviewer') return nothing;
  return html`<button class="primary" @click=${() => shared.startNow()}>
    ${shared.words.term('lobbyStart')}
  </button>`;
}

/** In the place of the panes: before one is in, and where one is not let in. */
export function drawGate(shared: SharedRoom): TemplateResult | undefined {
  const { phase, role, stage } = shared;
  if (phase === 'lobby' || (phase === 'in' && role === 'candidate' && stage === 'waiting'))
    return drawLobby(shared);
  if (phase === 'refused') return drawRefusal(shared);
  if (phase === 'joining') {
    return html`<div class="gate" role="status">${shared.words.term('statusConnecting')}…</div>`;
  }
  if (phase === 'in' && shared.far && shared.state?.content === undefined)
    return drawComing(shared, shared.far);
  return undefined;
}

/** The backend has not given the question yet; it may wait to be told to start. */
function drawComing(shared: SharedRoom, far: FarSide): TemplateResult {
  return html`${drawBanner(shared)}
    <div class="gate" role="status">
      ${
        shared.stage === 'waiting' && shared.mayEnter('started')
          ? html`<button class="primary" @click=${() => shared.startNow()}>
              ${shared.words.term('lobbyStart')}
            </button>`
          : html`<p>${far.words.term('questionComing')}</p>`
      }
    </div>`;
}

function drawRefusal(shared: SharedRoom): TemplateResult {
  const { words, refusal } = shared;
  return html`<div class="gate problem" role="alert">
    <h3>${words.term('statusRefused')}</h3>
    <p>${refusalOf(words, refusal)}</p>
    ${shared.sharing.dialect && refusal ? html`<p class="safe" dir="auto">${refusal.message}</p>` : nothing}
    <button class="bordered" @click=${() => shared.retry()}>${words.term('retry')}</button>
  </div>`;
}

/** Whether the backend is of another's making, which may record what ours does not: the lobby says so. */
export const isElsewhere = ({ sharing }: SharedRoom): boolean => (sharing.dialect ?? 'native') !== 'native';

function drawLobby(shared: SharedRoom): TemplateResult {
  const { room, state, together, host, claims, trying } = shared;
  return html`<div class="gate">
    <room-lobby
      theme=${host.theme}
      role-here=${shared.role}
      ?entered=${room !== undefined}
      ?may-start=${shared.mayStart}
      ?elsewhere=${isElsewhere(shared)}
      .people=${state?.people ?? NONE}
      .presence=${together?.places ?? NONE}
      you=${room?.you ?? ''}
      .timer=${state?.timer}
      name=${claims.name ?? host.name}
    >
      ${trying ? html`<code-editor slot="try" theme=${host.theme} path="try.py" line-numbers></code-editor>` : nothing}
    </room-lobby>
  </div>`;
}

/** Between the header and the panes: what there is to say of the connection, and what came of the submission. */
export function drawBanner(shared: SharedRoom): TemplateResult {
  const { state, stage, host } = shared;
  const over = stage === 'submitted' || stage === 'ended';
  return html`<room-status bar theme=${host.theme} .connection=${state?.connection}></room-status>
    ${shared.aid?.region() ?? nothing} ${shared.far?.banner() ?? nothing}
    ${state && over ? drawSubmission(shared) : nothing}`;
}

/** The pane beside the others: the talk, and for interviewers their notes. What is begun in one stays while the other is seen. */
export function drawSide(shared: SharedRoom): TemplateResult | undefined {
  if (!shared.state) return html``;
  if (!hasSide(shared)) return undefined;
  return html`${tabsOf(shared).length > 1 ? drawTabs(shared) : nothing}
    ${talks(shared) ? drawChat(shared) : nothing} ${drawAssistant(shared)} ${drawMoment(shared)}
    ${shared.far?.tabs.map((tab) => shared.far?.draw(tab, seen(shared) === tab)) ?? nothing}
    ${shared.role === 'interviewer' ? drawNotes(shared) : nothing}`;
}

/** Whether there is anything to stand beside the others. */
export const hasSide = (shared: SharedRoom): boolean => tabsOf(shared).length > 0;

/** Whether what is written here is read by anyone. */
const talks = ({ room }: SharedRoom): boolean => room?.offers.talk !== false;

/** The talk is everyone's; the assistant's where there is one; notes are for interviewers. */
const tabsOf = (shared: SharedRoom): SideTab[] => [
  ...(talks(shared) ? (['chat'] as const) : []),
  ...(shared.aid ? (['assistant'] as const) : []),
  ...(shared.far?.tabs ?? []),
  ...(shared.role === 'interviewer' ? (['notes'] as const) : []),
];

/** The tab that is seen: the one that was chosen, where there is such a one. */
function seen(shared: SharedRoom): SideTab | undefined {
  const tabs = tabsOf(shared);
  return tabs.includes(shared.tab) ? shared.tab : tabs[0];
}

function nameOf(tab: SideTab, shared: SharedRoom): string {
  if (tab === 'chat' || tab === 'notes') return shared.words.term(tab);
  if (tab === 'assistant' && shared.aid) return shared.aid.words.term('assistant');
  return shared.far?.words.term(tab) ?? '';
}

/** How much of a tab waits to be seen. */
function newsIn(tab: SideTab, { news, aid }: SharedRoom): number {
  if (tab === 'chat') return news;
  return tab === 'assistant' ? (aid?.news ?? 0) : 0;
}

function drawAssistant(shared: SharedRoom): TemplateResult | typeof nothing {
  const { aid, host } = shared;
  if (!aid) return nothing;
  return html`<div class="aid" ?hidden=${seen(shared) !== 'assistant'}>${aid.draw(host.theme)}</div>`;
}

function drawSubmission(shared: SharedRoom): TemplateResult {
  const { state, host, stage, role } = shared;
  const files = Object.entries(host.answer).map(([path, text]) => ({ path, lines: text.split('\n').length }));
  return html`<room-submit
    theme=${host.theme}
    role-here=${role}
    stage=${stage}
    .files=${files}
    .graded=${shared.graded}
    unsent=${state?.connection.remote?.unsent ?? 0}
  ></room-submit>`;
}

function drawTabs(shared: SharedRoom): TemplateResult {
  const tabs = tabsOf(shared);
  const now = seen(shared);
  const tab = (each: SideTab) => html`<button
    role="tab"
    aria-selected=${now === each}
    tabindex=${now === each ? 0 : -1}
    @click=${() => shared.showTab(each)}
  >
    ${nameOf(each, shared)}${now !== each && newsIn(each, shared) ? html` <span class="count">${newsIn(each, shared)}</span>` : nothing}
  </button>`;
  const turn = (event: KeyboardEvent) => {
    const row = event.currentTarget as HTMLElement;
    const forward = row.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const at = tabs.indexOf(now ?? 'chat') + (event.key === forward ? 1 : -1);
    shared.showTab(tabs[(at + tabs.length) % tabs.length] ?? 'chat');
    requestAnimationFrame(() => row.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  return html`<div class="side-tabs" role="tablist" aria-label=${shared.words.term('people')} @keydown=${turn}>${tabs.map(tab)}</div>`;
}

function drawChat(shared: SharedRoom): TemplateResult {
  const { room, state, messages, writing, host } = shared;
  const names = writing.people.flatMap((id) => state?.people.find((person) => person.id === id)?.name ?? []);
  return html`<room-chat
    ?hidden=${seen(shared) !== 'chat'}
    theme=${host.theme}
    .messages=${state?.chat ?? NONE}
    .pending=${messages.list}
    .people=${state?.people ?? NONE}
    you=${room?.you ?? ''}
    .typing=${names}
    ?may-write=${shared.may('chat.message')}
    last-read=${ifDefined(shared.lastRead)}
  ></room-chat>`;
}

function drawNotes(shared: SharedRoom): TemplateResult {
  const { room, state, host, secret, notes } = shared;
  return html`<room-notes
    ?hidden=${seen(shared) !== 'notes'}
    theme=${host.theme}
    .notes=${state?.notes ?? NONE}
    .pending=${notes.list}
    .scores=${state?.scores ?? NONE}
    .rubric=${secret?.interview?.rubric ?? NONE}
    .guide=${secret?.interview?.guide}
    .hiddenTests=${hiddenTestsOf(secret, state?.language)}
    .judged=${state?.judged ?? {}}
    .people=${state?.people ?? NONE}
    you=${room?.you ?? ''}
    now=${room?.seq ?? 0}
    started-at=${ifDefined(state?.stage.changes.find((change) => change.stage === 'started')?.at)}
  ></room-notes>`;
}

function drawMoment({ moment, host }: SharedRoom): TemplateResult | typeof nothing {
  if (!moment) return nothing;
  return html`<room-moment
    theme=${host.theme}
    .files=${moment.files}
    .latest=${moment.path}
    time=${moment.time}
  ></room-moment>`;
}
