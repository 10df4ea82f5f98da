import type { ToolCall } from '@interview-room/assistant/streams';
import { icon, type IconShapes } from '@interview-room/ui';
import { chevronRight, circleCheck, circleMinus, circleX, loader } from '@interview-room/ui/icons';
import { html, nothing, render, type TemplateResult } from 'lit';
import { stateOf, type CallState, type Desk } from './desk.js';
import { duration } from './measures.js';

/** So much of an input or a result is shown. */
const MOST = 20_000;

const signs: Record<CallState, IconShapes> = {
  running: loader,
  done: circleCheck,
  failed: circleX,
  unfinished: circleMinus,
};
const stateWords = {
  running: 'toolRunning',
  done: 'toolDone',
  failed: 'toolFailed',
  unfinished: 'toolStopped',
} as const;

/** A call of a tool, as a card: what was called, with what, and what came of it. */
export class CallPart {
  readonly type = 'call';
  readonly root = document.createElement('details');
  private again?: () => void;
  private drawn: readonly unknown[] = [];

  constructor(readonly call: string) {
    this.root.setAttribute('part', 'tool');
    this.root.addEventListener('toggle', () => this.again?.());
  }

  draw(call: ToolCall, live: boolean, desk: Pick<Desk, 'words' | 'known'>): void {
    const state = stateOf(call, live);
    this.again = () => this.draw(call, live, desk);
    const key = [call, state, desk.known, this.root.open];
    if (key.every((value, at) => value === this.drawn[at])) return;
    this.drawn = key;
    this.root.className = `tool ${state}`;
    // What is folded is not drawn: it may be a whole file that grows with each frame.
    render(html`${head(call, state, desk)}${this.root.open ? body(call, desk) : nothing}`, this.root);
  }
}

function head(call: ToolCall, state: CallState, { words }: Pick<Desk, 'words'>): TemplateResult {
  return html`<summary>
    <span class="sign">${icon(signs[state])}</span>
    <code class="name">${call.name}</code>
    <span class="hint" dir="auto">${hintOf(call)}</span>
    <span class="visually-hidden">${words.term(stateWords[state])}</span>
    <span class="took">${call.durationMs === undefined ? nothing : duration(words, call.durationMs)}</span>
    <span class="fold">${icon(chevronRight)}</span>
  </summary>`;
}

function body(call: ToolCall, { words }: Pick<Desk, 'words'>): TemplateResult {
  const { input, inputText, output, error } = call;
  const given = input ?? inputText;
  const block = (label: string, value: unknown, kind = '') =>
    html`<div class="label">${label}</div>
      <pre class=${kind} tabindex="0" aria-label=${label}>${cut(textOf(value), words)}</pre>`;
  return html`<div class="call">
    ${given === undefined ? nothing : block(words.term('toolInput'), given)}
    ${output === undefined ? nothing : block(words.term('toolResult'), output)}
    ${error === undefined ? nothing : block(words.term('toolError'), error, 'bad')}
  </div>`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, null, 2) ?? String(value);
  } catch {
    return String(value);
  }
}

function cut(text: string, words: Desk['words']): string {
  if (text.length <= MOST) return text;
  return `${text.slice(0, MOST)}\n${words.term('moreCharacters', words.number(text.length - MOST))}`;
}

const telling = ['path', 'file_path', 'file', 'command', 'pattern', 'query'];

/** The part of a call's input by which people know it: which file, which command. */
function hintOf({ input }: ToolCall): string {
  if (typeof input !== 'object' || input === null) return '';
  const fields = input as Record<string, unknown>;
  const key = telling.find((name) => typeof fields[name] === 'string');
  const value = key ? fields[key] : Object.values(fields).find((each) => typeof each === 'string');
  return typeof value === 'string' ? (value.split('\n')[0] ?? '').slice(0, 120) : '';
}
