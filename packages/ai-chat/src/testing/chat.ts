import type { ChatMessage } from '@interview-room/assistant/streams';
import { html } from 'lit';
import { fixture, until } from '../../../../.config/testing/fixture.js';
import type { AiChat } from '../ai-chat.js';
import '../define.js';
import { Scripted } from './scripted.js';

/** A chat in the page, with a model that the test plays. */
export async function chatWith(
  given: Partial<AiChat> = {},
  model = new Scripted(),
): Promise<{ chat: AiChat; model: Scripted }> {
  const chat = await fixture<AiChat>(html`<ai-chat theme="light" style="block-size: 420px"></ai-chat>`);
  Object.assign(chat, { transport: model.transport, ...given });
  await chat.updateComplete;
  return { chat, model };
}

export const all = (chat: AiChat, selector: string): HTMLElement[] => [
  ...(chat.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export function one(chat: AiChat, selector: string): HTMLElement {
  const [found] = all(chat, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

export const words = (element: Element): string => (element.textContent ?? '').trim().replace(/\s+/g, ' ');
export const box = (chat: AiChat): HTMLTextAreaElement => one(chat, 'textarea') as HTMLTextAreaElement;

/** What the messages say, their buttons aside. */
export const said = (chat: AiChat): string[] =>
  all(chat, 'article').map((message) => words(message.querySelector('.parts, .text') ?? message));

/** What screen readers were given so far. */
export const heard = (chat: AiChat): string => words(one(chat, '[aria-live="polite"]'));

export const untilSaid = (chat: AiChat, text: string): Promise<boolean> =>
  until(() => said(chat).at(-1) === text, `the answer "${text}"`);

export const asked = (model: Scripted, count: number): Promise<boolean> =>
  until(() => model.answers.length === count, `${count} questions`);

export const question = (id: string, text = id): ChatMessage => ({ id, role: 'user', text, at: 1e12 });
export const answer = (id: string, text = id, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  role: 'assistant',
  text,
  at: 1e12,
  ...more,
});
export const many = (count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, at) =>
    at % 2 ? answer(`m${at}`, `Answer **${at}**\n\n- with\n- a list`) : question(`m${at}`, `Question ${at}`),
  );

export function button(chat: AiChat, label: string, within = ''): HTMLButtonElement {
  const found = all(chat, `${within} button`).findLast(
    (each) => each.getAttribute('aria-label') === label || words(each) === label,
  );
  if (!found) throw new Error(`no button "${label}"`);
  return found as HTMLButtonElement;
}

/** Keeps every event of a kind. */
export function events<K extends keyof HTMLElementEventMap>(
  chat: AiChat,
  type: K,
  act?: (event: HTMLElementEventMap[K]) => void,
): HTMLElementEventMap[K][] {
  const found: HTMLElementEventMap[K][] = [];
  chat.addEventListener(type, (event) => {
    found.push(event);
    act?.(event);
  });
  return found;
}
