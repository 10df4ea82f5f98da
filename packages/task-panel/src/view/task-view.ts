import type { Task } from '@interview-room/backends/tasks';
import { icon, type IconShapes } from '@interview-room/ui';
import {
  check,
  chevronLeft,
  chevronRight,
  circle,
  circleMinus,
  minus,
  play,
  square,
  wifi,
  wifiOff,
  x,
} from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from '../desk/desk.js';
import { isOver, stepsOf, type StepState } from '../desk/steps.js';
import { problemNote, statusBadge, typeName, type Say } from './pieces.js';

/** The head of the task that is shown: what it is, where it stands, and how to stop it. */
export function taskHead(task: Task, desk: Desk, words: Say, ask: () => void): TemplateResult {
  return html`<header class="bar">
      <h2 class="title"><span class="name">${typeName(task.type, words)}</span> <span class="of" dir="ltr" title=${task.appUrl}>${task.appUrl}</span></h2>
      ${statusBadge(task.status, words)}
      ${
        isOver(task)
          ? nothing
          : html`<button class="bordered" part="cancel-button" aria-disabled=${desk.cancelling} @click=${ask}>
              ${icon(square)}${words.term(desk.cancelling ? 'cancelling' : 'cancel')}
            </button>`
      }
    </header>
    ${task.instructions ? asked(task, words) : nothing} ${stepper(task, desk, words)} ${task.error ? html`<p class="failure" part="error" dir="auto">${task.error}</p>` : nothing}
    ${desk.failure ? problemNote(desk.failure, words) : nothing} ${standing(task, desk, words)}`;
}

/** What it was told to do: one line, until it is opened. */
function asked({ instructions }: Task, words: Say): TemplateResult {
  return html`<details class="asked" part="instructions">
    <summary>
      ${icon(chevronRight)}<span>${words.term('instructions')}</span><span class="gist" dir="auto">${instructions}</span>
    </summary>
    <p dir="auto" tabindex="0">${instructions}</p>
  </details>`;
}

const SIGNS: Record<StepState, IconShapes> = {
  done: check,
  current: play,
  failed: x,
  stopped: circleMinus,
  todo: circle,
  absent: minus,
};
const NAMES = {
  done: 'stepDone',
  current: 'stepCurrent',
  failed: 'stepFailed',
  stopped: 'stepStopped',
  todo: 'stepTodo',
  absent: 'stepAbsent',
} as const;

function stepper(task: Task, desk: Desk, words: Say): TemplateResult | typeof nothing {
  const steps = stepsOf(task, desk.reached);
  // A task of one's own has steps of its own, which nobody knows.
  if (steps.every(({ state }) => state === 'absent')) return nothing;
  return html`<ol class="steps" part="steps" aria-label=${words.term('steps')}>
    ${steps.map(
      ({
        phase,
        state,
      }) => html`<li class="step ${state}" part="step" aria-current=${state === 'current' ? 'step' : 'false'}>
        <span class="dot">${icon(SIGNS[state])}</span><span>${words.term(phase)}</span>
        <span class="visually-hidden">, ${words.term(NAMES[state])}</span>
      </li>`,
    )}
  </ol>`;
}

/** What it is doing, and how that is known. */
function standing(task: Task, desk: Desk, words: Say): TemplateResult {
  const connection = desk.view?.connection ?? 'connecting';
  const [shapes, said] =
    connection === 'live'
      ? [wifi, words.term('live')]
      : connection === 'offline'
        ? [wifiOff, words.term('away')]
        : [wifi, words.term(connection === 'polling' ? 'polling' : 'connecting')];
  return html`<p class="standing" part="standing">
    <span class="activity" dir="auto">${isOver(task) ? tookOf(task, words) : task.activity}</span>
    ${connection === 'over' || isOver(task) ? nothing : html`<span class="connection ${connection}">${icon(shapes)}${said}</span>`}
  </p>`;
}

/** How long it took, where that is known. */
function tookOf({ createdAt, completedAt }: Task, words: Say): unknown {
  if (createdAt === undefined || completedAt === undefined || completedAt < createdAt) return nothing;
  const seconds = Math.max(1, Math.round((completedAt - createdAt) / 1_000));
  const say = (value: number, unit: string) =>
    value > 0 || unit === 'second' ? [words.number(value, { style: 'unit', unit, unitDisplay: 'short' })] : []; // prettier-ignore
  const hours = say(Math.floor(seconds / 3_600), 'hour');
  const told = [...hours, ...say(Math.floor(seconds / 60) % 60, 'minute'), ...(hours.length > 0 ? [] : say(seconds % 60, 'second'))]; // prettier-ignore
  return words.term('took', told.join(' '));
}

/** Back to the list, where there is room for one of them alone. */
export function backButton(words: Say, back: () => void): TemplateResult {
  return html`<button class="back" part="back-button" @click=${back}>${icon(chevronLeft)}${words.term('back')}</button>`;
}

/** Asks whether a task is to be cancelled. */
export function cancelDialog(words: Say, cancel: () => void): TemplateResult {
  const close = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')?.close();
  return html`<dialog part="dialog" aria-labelledby="ask" aria-describedby="ask-hint">
    <h2 id="ask">${words.term('cancelAsk')}</h2>
    <p id="ask-hint">${words.term('cancelHint')}</p>
    <div class="actions">
      <button class="bordered" @click=${close}>${words.term('cancelNo')}</button>
      <button class="primary" part="confirm-button" @click=${(event: Event) => (close(event), cancel())}>${words.term('cancelYes')}</button>
    </div>
  </dialog>`;
}
