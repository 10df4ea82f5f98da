import type { Localize, Theme } from '@interview-room/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { RoomDesk } from '../desk/room-desk.js';
import type { Words } from '../locales/en.js';
import type { RoomView } from '../practice/view.js';
import { EXPORTED } from './exported-parts.js';
import type { SharedParts } from './shared-parts.js';
import { renderPanelPlaceholder } from './panel-placeholder.js';
import { renderBar } from './skeleton.js';

/** What the inner elements take over from the room. */
export interface Look {
  theme: Theme;
  cspNonce: string;
  words: Localize<Words>;
}

/** The same for every drawing: another empty list would set the editor up anew. */
const NONE: readonly never[] = [];

/** The line at the top. Without a desk it is there, but empty. */
export function renderHeader(
  desk: RoomDesk | undefined,
  view: RoomView | undefined,
  shared?: SharedParts,
): TemplateResult {
  if (!desk && !shared) return renderBar('title');
  const minutes = desk?.question.timeMinutes;
  return html`<room-header
    part="header"
    exportparts=${EXPORTED.header}
    heading=${desk?.question.title ?? ''}
    language=${desk?.language ?? ''}
    keymap=${desk?.keymap ?? 'default'}
    kept=${shared ? '' : (view?.kept ?? '')}
    .languages=${view?.languages ?? NONE}
    ?solved=${view?.solved ?? false}
    .extras=${shared?.menu() ?? NONE}
    ?fixed=${view?.locked === true}
    ?crowded=${shared !== undefined}
  >
    ${
      shared
        ? shared.header()
        : minutes
          ? html`<room-timer
            minutes=${minutes}
            storage-key="time:${desk.storageKey}"
            ?running=${desk.active && !view?.solved}
            ?hidden=${desk.opening.state !== 'open'}
          ></room-timer>`
          : nothing
    }
  </room-header>`;
}

/** The editor of the file that is shown. Its text is set when that changes; what is typed goes through the binding. */
export function renderEditor(desk: RoomDesk, view: RoomView, look: Look): TemplateResult {
  const { practice, language } = desk;
  const document = practice?.document(language, view.path) ?? `${language}/${view.path}`;
  return html`<code-editor
    part="editor"
    theme=${look.theme}
    keymap=${desk.keymap}
    csp-nonce=${ifDefined(look.cspNonce || undefined)}
    .path=${document}
    .value=${guard([practice, document], () => view.text)}
    label=${view.path}
    line-numbers
    .extensions=${practice?.binding(language, view.path) ?? NONE}
    ?readonly=${view.readonly}
    @input=${() => desk.typed()}
    @change=${() => desk.keep()}
  ></code-editor>`;
}

/** The run panel; and with `ask`, what stands in it until its code is here. */
export function renderPanel(
  desk: RoomDesk,
  view: RoomView | undefined,
  { theme, cspNonce, words }: Look,
  ask?: (mode: 'run' | 'test') => void,
): TemplateResult {
  const own = desk.question.languages[desk.language];
  const tests = !!view && view.testFiles.length + view.cases.length > 0;
  return html`<run-panel
    part="panel"
    exportparts=${EXPORTED.panel}
    theme=${theme}
    csp-nonce=${ifDefined(cspNonce || undefined)}
    language=${desk.language}
    ?disabled=${view?.runnable === false}
    .runner=${desk.opening.runner}
    .files=${desk.files}
    .entry=${own?.entry}
    .testFiles=${view?.testFiles}
    .cases=${view?.cases}
    .limits=${desk.question.limits}
    .earlier=${view?.lastTests}
    >${guard([!ask, tests, words.lang(), words.term('keyRunShort')], () => (ask ? renderPanelPlaceholder(words, ask, tests) : nothing))}</run-panel
  >`;
}
