import type { TaskStatus } from '@interview-room/backends/tasks';
import { icon, type IconShapes, type Localize } from '@interview-room/ui';
import {
  circle,
  circleCheck,
  circleMinus,
  circleX,
  clock,
  loader,
  triangleAlert,
  wifiOff,
} from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../desk/problem.js';
import type { Words } from '../strings.js';

export type Say = Localize<Words>;

const SIGNS: Record<TaskStatus, { shapes: IconShapes; tone: string }> = {
  pending: { shapes: clock, tone: 'quiet' },
  initializing: { shapes: loader, tone: 'busy' },
  running: { shapes: loader, tone: 'busy' },
  completed: { shapes: circleCheck, tone: 'ok' },
  failed: { shapes: circleX, tone: 'bad' },
  cancelled: { shapes: circleMinus, tone: 'quiet' },
};
export const toDo = circle;

/** A task's status: a sign and a word. */
export function statusBadge(status: TaskStatus, words: Say): TemplateResult {
  const { shapes, tone } = SIGNS[status];
  return html`<span class="status ${tone}" part="status"
    ><span class="sign">${icon(shapes)}</span>${words.term(status)}</span
  >`;
}

/** What to do about something that went wrong. */
export function problemNote(problem: Problem, words: Say, retry?: () => void): TemplateResult {
  return html`<div class="problem" part="problem">
    ${icon(problem.offline ? wifiOff : triangleAlert)}
    <p dir="auto">${problem.said}</p>
    ${retry ? html`<button class="bordered" @click=${retry}>${words.term('tryAgain')}</button>` : nothing}
  </div>`;
}

export function empty(title: string, hint: string, action: unknown = nothing): TemplateResult {
  return html`<div class="empty" part="empty"><p class="lead">${title}</p><p>${hint}</p>${action}</div>`;
}

/** What a type is called: one that is not known, by its own name. */
export function typeName(type: string, words: Say): string {
  switch (type) {
    case 'complete':
    case 'plan':
    case 'generate':
    case 'run':
    case 'fix':
    case 'custom':
      return words.term(type);
    default:
      return type;
  }
}

export function sizeOf(bytes: number, words: Say): string {
  const number = (value: number) => words.number(value, { maximumFractionDigits: 1 });
  if (bytes < 1_000) return words.term('bytes', number(bytes));
  if (bytes < 1_000_000) return words.term('kilobytes', number(bytes / 1_000));
  return words.term('megabytes', number(bytes / 1_000_000));
}
