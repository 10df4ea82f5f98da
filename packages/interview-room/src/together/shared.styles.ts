import { css } from 'lit';

/** What only a room that people share has. It comes with that code, and is laid into the room then. */
export const sharedStyles = css`
  #room > room-chat,
  #room > room-notes {
    flex: 1;
    min-block-size: 0;
  }
  .side-tabs {
    display: flex;
    overflow-x: auto;
    scrollbar-width: thin;
    border-block-end: 1px solid var(--_line);
    background: var(--_sunken);
  }
  .side-tabs button {
    min-block-size: 36px;
    padding-inline: var(--_space-3);
    border-radius: 0;
    border-block-end: 2px solid transparent;
    color: var(--_muted);
  }
  .side-tabs button[aria-selected='true'] {
    background: var(--_bg);
    color: var(--_text);
    border-block-end-color: var(--_accent);
  }
  .side-tabs button:focus-visible {
    outline-offset: -3px;
  }
  .talk {
    display: none;
  }
  .gate {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .gate[role='status'] {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .count {
    display: inline-block;
    min-inline-size: 18px;
    padding-inline: 5px;
    border-radius: 9px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: var(--_size-1) / 18px var(--_font);
  }
  /* The header is in two lines here. Where there is a clock the second would be too full: the title makes room in the first. */
  @container (max-width: 419.98px) {
    room-header {
      justify-content: flex-end;
      column-gap: var(--_space-1);
    }
    room-header:has(> room-clock)::part(title) {
      flex-basis: 45cqi;
    }
  }
  @container (min-width: 718px) and (max-width: 1099.98px) {
    .panes[data-shared] {
      grid-template-columns: minmax(0, calc(var(--_columns, 40) * 1%)) auto minmax(0, 1fr);
    }
    #room {
      display: none;
      grid-area: 1 / 1;
      border: 0;
    }
    .talk {
      display: inline-flex;
    }
    [data-pane='room'] #room {
      display: flex;
    }
    [data-pane='room'] #problem {
      visibility: hidden;
      grid-area: 1 / 1;
    }
  }
`;
