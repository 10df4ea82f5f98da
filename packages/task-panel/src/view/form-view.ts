import { icon } from '@interview-room/ui';
import { x } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../desk/desk.js';
import type { Field, Form, Kept } from '../desk/form.js';
import { types } from '../desk/steps.js';
import { problemNote, typeName, type Say } from './pieces.js';

interface Doing {
  start(): void;
  /** A field was written into. */
  changed(): void;
  close(): void;
}

/** The form for a new task. What was written stays until it is started. */
export function formView(desk: Desk, words: Say, doing: Doing): TemplateResult {
  const { form } = desk;
  const { changed } = doing;
  const submit = (event: Event) => {
    event.preventDefault();
    doing.start();
  };
  const options = types.map((type) => [type, typeName(type, words)] as const);
  const sessions = [...new Map((desk.tasks ?? []).flatMap((task) => (task.session ? [[task.session, `${typeName(task.type, words)} · ${task.appUrl}`] as const] : [])))]; // prettier-ignore
  return html`<form class="form" part="form" novalidate aria-labelledby="new" @submit=${submit}>
    <header class="bar">
      <h2 id="new">${words.term('newTask')}</h2>
      <button type="button" part="close-form" aria-label=${words.term('discard')} title=${words.term('discard')} @click=${doing.close}>${icon(x)}</button>
    </header>
    <div class="fields">
      ${select(form, 'type', words.term('type'), options, changed)} ${text(form, 'appUrl', words, changed, { type: 'url', autocomplete: 'url', placeholder: 'https://' })}
      ${select(
        form,
        'method',
        words.term('method'),
        [
          ['none', words.term('methodNone')],
          ['username-password', words.term('methodPassword')],
        ],
        changed,
      )}
      ${form.kept.method === 'username-password' ? html`${text(form, 'username', words, changed, { type: 'text', autocomplete: 'off' })}${password(form, words)}` : nothing}
      ${area(form, words, changed)}
      ${sessions.length > 0 ? select(form, 'session', words.term('session'), [['', words.term('sessionNone')], ...sessions], changed) : nothing}
      ${form.problem ? problemNote({ ...form.problem, said: `${words.term('notStarted')} ${form.problem.said}` }, words) : nothing}
      <div class="actions">
        <button class="primary" part="start-button" aria-disabled=${form.sending}>
          ${words.term(form.sending ? 'starting' : 'start')}
        </button>
      </div>
    </div>
  </form>`;
}

const wrongOf = (form: Form, field: Field): unknown => {
  const wrong = form.wrong.get(field);
  return wrong === undefined
    ? nothing
    : html`<span class="wrong" id="wrong-${field}" dir="auto">${wrong}</span>`;
};
const described = (form: Form, field: Field, hint?: string): unknown =>
  [form.wrong.has(field) ? `wrong-${field}` : '', hint ?? ''].filter(Boolean).join(' ') || nothing;
const write = (form: Form, field: keyof Kept, changed: () => void) => (event: Event) => {
  form.write(field, (event.target as HTMLInputElement).value);
  changed();
};

function select(
  form: Form,
  field: keyof Kept,
  label: string,
  options: readonly (readonly [string, string])[],
  changed: () => void,
): TemplateResult {
  return html`<div class="field">
    <label for=${field}>${label}</label>
    <select id=${field} name=${field} aria-invalid=${form.wrong.has(field)} aria-describedby=${described(form, field)} @change=${write(form, field, changed)}>
      ${options.map(([value, name]) => html`<option value=${value} .selected=${live(value === form.kept[field])}>${name}</option>`)}
    </select>
    ${wrongOf(form, field)}
  </div>`;
}

function text(
  form: Form,
  field: 'appUrl' | 'username',
  words: Say,
  changed: () => void,
  { type, autocomplete, placeholder = '' }: { type: string; autocomplete: string; placeholder?: string },
): TemplateResult {
  return html`<div class="field">
    <label for=${field}>${words.term(field)}</label>
    <input
      id=${field}
      name=${field}
      type=${type}
      dir="ltr"
      autocomplete=${autocomplete as 'off'}
      autocapitalize="off"
      spellcheck="false"
      placeholder=${placeholder}
      required
      aria-invalid=${form.wrong.has(field)}
      aria-describedby=${described(form, field)}
      .value=${live(form.kept[field])}
      @input=${write(form, field, changed)}
    />
    ${wrongOf(form, field)}
  </div>`;
}

/** Its value is in the input alone. `new-password` keeps the browser from filling in the person's own for this page. */
function password(form: Form, words: Say): TemplateResult {
  return html`<div class="field">
    <label for="password">${words.term('password')}</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="new-password"
      required
      aria-invalid=${form.wrong.has('password')}
      aria-describedby=${described(form, 'password', 'password-hint')}
    />
    <span class="hint" id="password-hint">${words.term('passwordHint')}</span>
    ${wrongOf(form, 'password')}
  </div>`;
}

function area(form: Form, words: Say, changed: () => void): TemplateResult {
  const field = 'instructions';
  return html`<div class="field">
    <label for=${field}>${words.term(field)}</label>
    <textarea
      id=${field}
      name=${field}
      rows="4"
      dir="auto"
      aria-invalid=${form.wrong.has(field)}
      aria-describedby=${described(form, field, 'instructions-hint')}
      .value=${live(form.kept[field])}
      @input=${write(form, field, changed)}
    ></textarea>
    <span class="hint" id="instructions-hint">${words.term('instructionsHint')}</span>
    ${wrongOf(form, field)}
  </div>`;
}
