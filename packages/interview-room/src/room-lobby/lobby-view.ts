import { totalOf, type Timer } from '@interview-room/core';
import { icon, type Localize } from '@interview-room/ui';
import { check, circle, circleCheck, eye, minus, triangleAlert } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locales/room/en.js';
import { avatar } from '../together/avatar.js';
import { ROLE_WORDS } from '../together/role-words.js';
import type { Whereabouts } from '../together/whereabouts.js';
import type { BrowserCheck } from './browser-check.js';

type Say = Localize<Words>;

const RECORDED = ['lobbyRecordTyped', 'lobbyRecordRuns', 'lobbyRecordChat', 'lobbyRecordWho'] as const;
const NOT_RECORDED = ['lobbyNotScreen', 'lobbyNotCamera', 'lobbyNotTabs'] as const;

/** What is kept of an interview and what is not, and what others see without its being kept here. */
export const renderRecords = (words: Say, elsewhere: boolean): TemplateResult =>
  html`<section class="records" part="records">
    <div>
      <h3>${words.term('lobbyRecorded')}</h3>
      <ul>
        ${RECORDED.map((word) => html`<li>${icon(check)}${words.term(word)}</li>`)}
      </ul>
    </div>
    <div>
      <h3>${words.term('lobbyNotRecorded')}</h3>
      <ul>
        ${NOT_RECORDED.map((word) => html`<li class="no">${icon(minus)}${words.term(word)}</li>`)}
      </ul>
    </div>
    <ul class="live muted">
      <li>${icon(eye)}${words.term(elsewhere ? 'lobbyLiveElsewhere' : 'lobbyLive')}</li>
    </ul>
  </section>`;

/** The time that there is; nothing where that is not known yet. */
export function renderTime(words: Say, timer: Timer | undefined): TemplateResult | typeof nothing {
  if (!timer) return nothing;
  return html`<section part="time">
    <h3>${words.term('lobbyTime')}</h3>
    ${
      timer.totalMs === 0
        ? html`<p>${words.term('lobbyNoTime')}</p>`
        : html`<p>${minutesOf(words, timer)}</p>
            <p class="muted">${words.term('lobbyTimeStarts')}</p>`
    }
  </section>`;
}

function minutesOf(words: Say, timer: Timer): string {
  const minutes = words.number(Math.round(totalOf(timer) / 6000) / 10);
  return timer.extraTime > 0
    ? words.term('lobbyExtra', minutes, timer.extraTime)
    : words.term('lobbyMinutes', minutes);
}

const CHECKS = [
  ['runs', 'lobbyRuns', 'lobbyRunsNot'],
  ['connects', 'lobbyConnects', 'lobbyConnectsNot'],
  ['keeps', 'lobbyKeeps', 'lobbyKeepsNot'],
] as const;

/** What the browser can do. */
export const renderBrowser = (words: Say, found: BrowserCheck | undefined): TemplateResult =>
  html`<section part="browser">
    <h3>${words.term('lobbyBrowser')}</h3>
    <ul>
      ${CHECKS.map(([what, good, poor]) => {
        if (!found) return html`<li class="no">${icon(circle)}${words.term('lobbyChecking')}</li>`;
        return found[what]
          ? html`<li class="good">${icon(circleCheck)}${words.term(good)}</li>`
          : html`<li class="poor">${icon(triangleAlert)}${words.term(poor)}</li>`;
      })}
    </ul>
  </section>`;

/** Those who are here. */
export const renderWho = (words: Say, here: readonly Whereabouts[], you: string): TemplateResult =>
  html`<section part="people">
    <h3>${words.term('lobbyWho')}</h3>
    ${here.length === 0 ? html`<p class="muted">${words.term('lobbyNobody')}</p>` : nothing}
    <ul>
      ${here.map(
        ({ person }) =>
          html`<li class="person">
            ${avatar(person)}
            <span
              ><bdi>${person.id === you ? words.term('personYou', person.name) : person.name}</bdi> ·
              <span class="no">${words.term(ROLE_WORDS[person.role])}</span></span
            >
          </li>`,
      )}
    </ul>
  </section>`;

/** Asks whether to begin without an interviewer. The way back comes first, and so has the focus. */
export function renderStart(words: Say, timed: boolean, start: () => void): TemplateResult {
  const close = (event: Event) => (event.currentTarget as Element).closest('dialog')?.close();
  const go = (event: Event) => {
    close(event);
    start();
  };
  return html`<dialog id="start" part="dialog" aria-labelledby="start-title">
    <h2 id="start-title">${words.term('lobbyAloneTitle')}</h2>
    <p>${words.term(timed ? 'lobbyAloneTimed' : 'lobbyAloneUntimed')}</p>
    <footer>
      <button @click=${close}>${words.term('lobbyAloneBack')}</button>
      <button class="primary" @click=${go}>${words.term('lobbyStartAlone')}</button>
    </footer>
  </dialog>`;
}
