import { icon, shortcut, type Localize } from '@interview-room/ui';
import { flaskConical, play, terminal } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/en.js';

/**
 * What the run panel holds until its code is here: the two buttons at the places where its own will be. They are its
 * children, so that they are no longer seen in the moment it is upgraded.
 */
export function renderPanelPlaceholder(
  words: Localize<Words>,
  ask: (mode: 'run' | 'test') => void,
  tests: boolean,
): TemplateResult {
  return html`<div class="run-bar">
      <button class="primary" @click=${() => ask('run')}>
        ${icon(play)}${words.term('keyRunShort')}
      </button>
      ${
        tests
          ? html`<button class="bordered" @click=${() => ask('test')}>
              ${icon(flaskConical)}${words.term('keyTestShort')}
            </button>`
          : nothing
      }
    </div>
    <div class="run-rest">${icon(terminal)}${words.term('runIdle', shortcut('Mod-Enter'))}</div>`;
}
