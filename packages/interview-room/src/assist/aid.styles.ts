import { css } from 'lit';

/** The pane of the assistant. It comes with the assistant's code, and is laid into the room then. */
export const aidStyles = css`
  .aid {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    overflow: auto;
  }
  .aid[hidden] {
    display: none;
  }
  /* The dial with all that belongs to it leaves the talk its place. */
  .aid room-assist {
    flex: 0 1 auto;
    min-block-size: 4rem;
    max-block-size: 50%;
    overflow: auto;
  }
  /* Who only reads it has nothing in it to scroll it by. */
  .aid room-assist:not([may-steer]) {
    flex: none;
    max-block-size: none;
  }
  /* What is opened below it does not take the box to write in away. */
  .aid ai-chat {
    flex: 1;
    min-block-size: 9rem;
    block-size: auto;
    border: 0;
    border-radius: 0;
  }
  .aid :is(.offer, .waiting, .sees) {
    padding: var(--_space-2) var(--_space-3);
    border-block: 1px solid var(--_line);
    background: var(--_sunken);
    font-size: var(--_size-2);
  }
  .aid :is(.waiting, .sees) > button {
    padding-inline: 0;
  }
  .aid .waiting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_space-3);
  }
  .aid .waiting button {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .aid .offer p {
    margin: 0 0 var(--_space-2);
  }
  .aid .offer .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
  }
  .aid .sees {
    flex: 0 1 auto;
    display: flex;
    flex-direction: column;
    align-items: start;
    min-block-size: calc(var(--_target) + 2 * var(--_space-2));
  }
  .aid .seen {
    align-self: stretch;
    min-block-size: 0;
    max-block-size: 16rem;
    overflow: auto;
  }
  .aid .seen pre {
    margin: 0;
    font-family: var(--_mono);
    font-size: var(--_size-1);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
`;
