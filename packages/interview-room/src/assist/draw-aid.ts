import '@interview-room/ai-chat';
import { may } from '@interview-room/core';
import { html, nothing, type TemplateResult } from 'lit';
import type { RoomAid } from './room-aid.js';

/** The dial, what is offered, and the talk with the assistant. */
export function drawAid(aid: RoomAid, theme: string): TemplateResult {
  const { room, words } = aid;
  const { assist, advice, whispers, stage } = room.state;
  return html`<room-assist
      theme=${theme}
      .assist=${assist}
      .advice=${advice}
      .whispers=${whispers.length}
      .models=${aid.models.models}
      ?may-steer=${room.role !== undefined && may(room.role, stage.now, 'assist.level')}
    ></room-assist>
    ${drawOffer(aid)}
    <ai-chat
      theme=${theme}
      level=${assist.level}
      draft-key="assistant"
      placeholder=${words.term('askPlaceholder')}
      disabled-reason=${assist.level === 'off' ? '' : aid.closed || whileByHand(aid)}
      code-actions=${aid.mayPropose ? 'copy insert propose' : 'copy'}
      ?readonly=${!aid.mayAsk}
      .highlight=${aid.highlight}
      .transport=${aid.transport}
      .messages=${aid.messages}
      .ratings=${aid.ratings}
      @insert-request=${(event: HTMLElementEventMap['insert-request']) => aid.insert(event)}
      @propose-request=${(event: HTMLElementEventMap['propose-request']) => aid.propose(event)}
      @feedback=${({ id, value }: HTMLElementEventMap['feedback']) => aid.rate(id, value)}
      @clear-request=${(event: Event) => event.preventDefault()}
    >
      <span slot="header" hidden></span>
    </ai-chat>
    ${drawWaiting(aid)}
    ${aid.mayAsk && assist.level !== 'off' ? drawPreview(aid) : nothing}`;
}

/** Why an interviewer asks nothing while the answers are theirs. */
function whileByHand({ room, words }: RoomAid): string {
  const isTheirs = room.role === 'interviewer' && room.state.assist.session === 'paused';
  return isTheirs ? words.term('assistPauseAbout') : '';
}

function drawOffer(aid: RoomAid): TemplateResult | typeof nothing {
  const { offer, words } = aid;
  if (!offer || aid.closed) return nothing;
  const answer = (how: 'taken' | 'dismissed') => () =>
    void aid.answerOffer(offer, how).catch(() => undefined);
  return html`<div class="offer" role="group" aria-labelledby="offer">
    <p id="offer" dir="auto">${offer.text}</p>
    <div class="row">
      <button @click=${answer('dismissed')}>${words.term('offerDismiss')}</button>
      <button class="bordered" @click=${answer('taken')}>${words.term('offerTake')}</button>
    </div>
  </div>`;
}

/** What is proposed for files that are not open, which nobody would see otherwise. */
function drawWaiting(aid: RoomAid): TemplateResult | typeof nothing {
  const elsewhere = aid.elsewhere;
  if (elsewhere.length === 0) return nothing;
  return html`<div class="waiting" role="status">
    ${aid.words.term('proposedFor')}
    ${elsewhere.map((path) => html`<button @click=${() => aid.showProposal(path)}>${path.replace(/^[^/]+\//, '')}</button>`)}
  </div>`;
}

function drawPreview(aid: RoomAid): TemplateResult {
  const { words, preview } = aid;
  return html`<div class="sees">
    <button aria-expanded=${preview !== undefined} aria-controls="preview" @click=${() => aid.togglePreview()}>
      ${words.term('preview')}
    </button>
    ${
      preview
        ? html`<div id="preview" class="seen" tabindex="0">
            <pre>${preview.system}</pre>
            ${preview.parts.map(
              ({
                name,
                text,
                isSent,
              }) => html`<p><strong>${name}</strong>${isSent ? nothing : html` (${words.term('previewSame')})`}</p>
                <pre dir="auto">${text}</pre>`,
            )}
          </div>`
        : nothing
    }
  </div>`;
}
