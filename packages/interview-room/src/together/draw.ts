import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { REFUSALS } from '../room-status/refusals.js';
import type { FarSide } from '../far/far-side.js';
import type { SharedRoom, SideTab } from './shared-room.js';

/** What the element's furniture is drawn from: nothing here keeps anything. */
const NONE: readonly never[] = [];

/** In the header: how one is connected, who is here, the time, and the one step that comes next. */
export function drawHeader(shared: SharedRoom): TemplateResult {
  const { room, together, state, host } = shared;
  if (!room || !state) return html``;
  return html`<room-status theme=${host.theme} .connection=${state.connection} silent></room-status>
    <room-people
      theme=${host.theme}
      compact
      .people=${state.people}
      .presence=${together?.places ?? NONE}
      you=${room.you ?? ''}
      following=${ifDefined(together?.following)}
      .muted=${together?.muted ?? NONE}
    ></room-people>
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
    <button class="bordered talk" @click=${() => shared.toggleTalk()} aria-pressed=${shared.talking}>
      ${shared.words.term('chat')}${shared.unread > 0 ? html` <span class="count">${shared.unread}</span>` : nothing}
    </button>
    ${shared.far?.header() ?? nothing} ${drawStep(shared)}`;
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
  const reason = refusal?.reason ?? 'unavailable';
  return html`<div class="gate problem" role="alert">
    <h3>${words.term('statusRefused')}</h3>
    <p>${words.term(REFUSALS[reason])}</p>
    ${shared.sharing.dialect && refusal ? html`<p class="safe" dir="auto">${refusal.message}</p>` : nothing}
    <button class="bordered" @click=${() => shared.retry()}>${words.term('retry')}</button>
  </div>`;
}

function drawLobby(shared: SharedRoom): TemplateResult {
  const { room, state, together, host, claims, trying } = shared;
  return html`<div class="gate">
    <room-lobby
      theme=${host.theme}
      role-here=${shared.role}
      ?entered=${room !== undefined}
      ?may-start=${shared.mayStart}
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
    ${shared.far?.banner() ?? nothing}
    ${state && over ? drawSubmission(shared) : nothing}`;
}

/** The pane beside the others: the talk, and for interviewers their notes. What is begun in one stays while the other is seen. */
export function drawSide(shared: SharedRoom): TemplateResult {
  const { state } = shared;
  if (!state) return html``;
  return html`${tabsOf(shared).length > 1 ? drawTabs(shared) : nothing}
    ${drawChat(shared)} ${drawAssistant(shared)} ${drawMoment(shared)}
    ${shared.far?.tabs.map((tab) => shared.far?.draw(tab, shared.tab === tab)) ?? nothing}
    ${shared.role === 'interviewer' ? drawNotes(shared) : nothing}`;
}

/** The talk is everyone's; the assistant's where there is one; notes are for interviewers. */
const tabsOf = ({ role, aid, far }: SharedRoom): SideTab[] => [
  'chat',
  ...(aid ? (['assistant'] as const) : []),
  ...(far?.tabs ?? []),
  ...(role === 'interviewer' ? (['notes'] as const) : []),
];

function drawAssistant({ aid, tab, host }: SharedRoom): TemplateResult | typeof nothing {
  if (!aid) return nothing;
  return html`<div class="aid" ?hidden=${tab !== 'assistant'}>${aid.draw(host.theme)}</div>`;
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
  const name = (each: SideTab) => {
    if (each === 'chat' || each === 'notes') return shared.words.term(each);
    if (each === 'assistant' && shared.aid) return shared.aid.words.term('assistant');
    return shared.far?.words.term(each) ?? '';
  };
  const tab = (each: SideTab) => html`<button
    role="tab"
    aria-selected=${shared.tab === each}
    tabindex=${shared.tab === each ? 0 : -1}
    @click=${() => shared.showTab(each)}
  >
    ${name(each)}
  </button>`;
  const turn = (event: KeyboardEvent) => {
    const row = event.currentTarget as HTMLElement;
    const forward = row.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const at = tabs.indexOf(shared.tab) + (event.key === forward ? 1 : -1);
    shared.showTab(tabs[(at + tabs.length) % tabs.length] ?? 'chat');
    requestAnimationFrame(() => row.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  return html`<div class="side-tabs" role="tablist" aria-label=${shared.words.term('people')} @keydown=${turn}>${tabs.map(tab)}</div>`;
}

function drawChat(shared: SharedRoom): TemplateResult {
  const { room, state, pending, writing, host } = shared;
  const names = writing.people.flatMap((id) => state?.people.find((person) => person.id === id)?.name ?? []);
  return html`<room-chat
    ?hidden=${shared.tab !== 'chat'}
    theme=${host.theme}
    .messages=${state?.chat ?? NONE}
    .pending=${pending}
    .people=${state?.people ?? NONE}
    you=${room?.you ?? ''}
    .typing=${names}
    ?may-write=${shared.may('chat.message')}
    last-read=${ifDefined(shared.lastRead)}
  ></room-chat>`;
}

function drawNotes(shared: SharedRoom): TemplateResult {
  const { room, state, host, secret } = shared;
  return html`<room-notes
    ?hidden=${shared.tab !== 'notes'}
    theme=${host.theme}
    .notes=${state?.notes ?? NONE}
    .scores=${state?.scores ?? NONE}
    .rubric=${secret?.interview?.rubric ?? NONE}
    .guide=${secret?.interview?.guide}
    .judged=${state?.judged ?? {}}
    .people=${state?.people ?? NONE}
    you=${room?.you ?? ''}
    now=${room?.seq ?? 0}
    started-at=${ifDefined(state?.stage.changes.find((change) => change.stage === 'started')?.at)}
  ></room-notes>`;
}

function drawMoment({ moment, host }: SharedRoom): TemplateResult | typeof nothing {
  if (!moment) return nothing;
  return html`<room-moment theme=${host.theme} .files=${moment.files} time=${moment.time}></room-moment>`;
}
