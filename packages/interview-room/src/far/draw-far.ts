import './furniture.js';
import type { AssistLevel } from '@interview-room/core';
import { icon } from '@interview-room/ui';
import { chevronRight, info, triangleAlert, x } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { FarSide, FarTab } from './far-side.js';
import { isBad } from './levels.js';

/** In the header: which question it is, and the way to the next. */
export function drawFarHeader(far: FarSide): TemplateResult {
  const { words, room, moving } = far;
  const { questions } = far.offers;
  if (!questions || room.role === 'observer' || room.state.stage.now !== 'started') return html``;
  const { index, total } = questions.now ?? {};
  if (index !== undefined && total !== undefined && index >= total) return html``;
  const count = index !== undefined && total !== undefined ? ` ${index}/${total}` : '';
  return html`<button class="bordered next" ?disabled=${moving} @click=${() => void far.next()}>
    <span>${words.term('questionNext')}</span>${count}${icon(chevronRight)}
  </button>`;
}

/** Between the header and the panes: the last that the backend said to the person. */
export function drawFarBanner(far: FarSide): TemplateResult {
  const { told, words } = far;
  const dismiss = words.term('dismiss');
  // The status is always there, so that what comes into it is read out.
  return html`<div role="status">
    ${
      told
        ? html`<div class="told" data-level=${told.level}>
            ${icon(isBad(told) ? triangleAlert : info)}
            <div class="words">
              <p dir="auto">${told.text}</p>
              ${[told.action, told.other].map(
                (step) =>
                  step && html`<button class="bordered" @click=${() => far.act(step)}>${step.label}</button>`,
              )}
            </div>
            <button aria-label=${dismiss} title=${dismiss} @click=${() => far.dismiss()}>${icon(x)}</button>
          </div>`
        : nothing
    }
  </div>`;
}

/** What is behind a tab, once it was looked at. */
export function drawFarTab(far: FarSide, tab: FarTab, selected: boolean): TemplateResult {
  if (!far.opened.has(tab)) return html``;
  return html`<div class="far" ?hidden=${!selected}>${TABS[tab](far)}</div>`;
}

const TABS: Record<FarTab, (far: FarSide) => unknown> = {
  assistant: drawChat,
  terminal: drawTerminal,
  tasks: drawTasks,
  log: ({ offers, host }) =>
    html`<room-log theme=${host.theme} .notices=${offers.notices?.recent ?? []}></room-log>`,
};

function drawChat({ chat, words, host }: FarSide): TemplateResult | typeof nothing {
  if (!chat) return nothing;
  return html`${chat.levels.length > 1 && !chat.readonly ? drawLevels(chat, words) : nothing}
    <ai-chat
      theme=${host.theme}
      level=${chat.level === 'off' ? 'full-copilot' : chat.level}
      draft-key="assistant"
      code-actions=${host.editor?.readonly ? 'copy' : 'copy insert'}
      ?readonly=${chat.readonly}
      .highlight=${chat.highlight}
      .transport=${chat.transport}
      .messages=${chat.messages}
      @insert-request=${(event: HTMLElementEventMap['insert-request']) => chat.insert(event)}
      @clear-request=${(event: Event) => (chat.mayClear ? void chat.clear() : event.preventDefault())}
    >
      <span slot="header" hidden></span>
      ${drawChoices(chat)}
    </ai-chat>`;
}

/** What the model wants to know is answered by a button, or in the box. */
function drawChoices(chat: NonNullable<FarSide['chat']>): TemplateResult | typeof nothing {
  const { choices } = chat;
  if (!choices) return nothing;
  return html`<div slot="message-actions" class="choices" role="group" aria-label=${choices.question}>
    ${choices.options.map(
      (option) =>
        html`<button class="bordered" dir="auto" @click=${() => chat.answer(option)}>${option}</button>`,
    )}
  </div>`;
}

function drawLevels(chat: NonNullable<FarSide['chat']>, words: FarSide['words']): TemplateResult {
  const choose = ({ target }: Event) => chat.choose((target as HTMLSelectElement).value);
  const names = {
    'off': '',
    'consultant': words.term('levelConsultant'),
    'pair-programming': words.term('levelPairProgramming'),
    'full-copilot': words.term('levelFullCopilot'),
  };
  const option = (level: AssistLevel) =>
    html`<option value=${level} ?selected=${level === chat.level}>${names[level]}</option>`;
  return html`<label class="help"
    >${words.term('helpLevel')}
    <select @change=${choose}>
      ${chat.levels.map(option)}
    </select></label
  >`;
}

function drawTerminal({ offers, host }: FarSide): TemplateResult {
  void import('../room-terminal/define.js');
  return html`<room-terminal theme=${host.theme} .terminal=${offers.terminal}></room-terminal>`;
}

function drawTasks({ offers, host, suggestions }: FarSide): TemplateResult {
  void import('@interview-room/task-panel/define.js');
  return html`<task-panel
    theme=${host.theme}
    .client=${offers.tasks}
    .suggestions=${suggestions.all}
  ></task-panel>`;
}
