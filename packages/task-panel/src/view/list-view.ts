import type { Task } from '@interview-room/backends/tasks';
import { icon } from '@interview-room/ui';
import { lightbulb, plus } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk/desk.js';
import type { TaskSuggestion } from '../desk/form.js';
import { empty, problemNote, statusBadge, typeName, type Say } from './pieces.js';

interface Doing {
  readonly suggestions: readonly TaskSuggestion[];
  create(suggestion?: TaskSuggestion): void;
  select(id: string): void;
}

/** All tasks, the newest first, and the way to a new one. */
export function listView(desk: Desk, words: Say, doing: Doing): TemplateResult {
  const { tasks, problem } = desk;
  return html`<section class="list" part="list" aria-labelledby="tasks">
    <header class="bar">
      <h2 id="tasks"><slot name="heading">${words.term('tasks')}</slot></h2>
      <button class=${desk.showing === 'form' ? 'bordered' : 'primary'} part="new-button" @click=${() => doing.create()}>
        ${icon(plus)}${words.term('newTask')}
      </button>
    </header>
    ${doing.suggestions.length > 0 ? suggested(doing) : nothing}
    ${problem ? problemNote(problem.offline ? { ...problem, said: words.term('offline') } : problem, words, () => void desk.refresh()) : nothing}
    ${tasks?.length ? rows(tasks, desk, words, doing) : problem ? nothing : tasks ? empty(words.term('noTasks'), words.term('noTasksHint')) : html`<p class="hint pad">${words.term('loading')}…</p>`}
  </section>`;
}

function suggested(doing: Doing): TemplateResult {
  return html`<div class="tools">
    ${doing.suggestions.map(
      (each) => html`<button class="bordered" part="suggestion" dir="auto" @click=${() => doing.create(each)}>
        ${icon(lightbulb)}<span>${each.label}</span>
      </button>`,
    )}
  </div>`;
}

function rows(tasks: readonly Task[], desk: Desk, words: Say, doing: Doing): TemplateResult {
  return html`<ul class="rows" @keydown=${walk}>
    ${repeat(
      tasks,
      ({ id }) => id,
      (task) => html`<li>
        <button
          class="row"
          part="task"
          data-id=${task.id}
          aria-current=${task.id === desk.selected && desk.showing === 'task' ? 'true' : 'false'}
          @click=${() => doing.select(task.id)}
        >
          <span class="name">${typeName(task.type, words)}</span>
          ${statusBadge(task.status, words)}
          <span class="of" dir="ltr">${task.appUrl}</span>
          ${task.createdAt === undefined ? nothing : html`<time class="when" datetime=${new Date(task.createdAt).toISOString()}>${words.date(new Date(task.createdAt), { dateStyle: 'short', timeStyle: 'short' })}</time>`}
        </button>
      </li>`,
    )}
  </ul>`;
}

/** Up and down go along the list, Home and End to its ends. */
function walk(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const all = [...list.querySelectorAll<HTMLElement>('.row')];
  const at = all.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  all[Math.max(0, Math.min(to, all.length - 1))]?.focus();
}
