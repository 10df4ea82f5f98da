import { css, unsafeCSS, type CSSResult } from 'lit';
import { hue, HUES } from './hues.js';

const hues = unsafeCSS(HUES.map((_, index) => `.hue-${index}{--_hue:${hue(index).css}}`).join('\n'));

/** How `avatar()` looks. Colours come by class: an element on a page with a strict policy has no inline style. */
export const avatarStyles: CSSResult = css`
  ${hues}
  .avatar {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 1px;
    border: 2px solid var(--_hue);
    background: var(--_hue);
    background-clip: content-box;
    color: light-dark(#ffffff, #14161b);
    font-size: 11px;
    font-weight: 650;
    line-height: 1;
    letter-spacing: 0.02em;
    white-space: nowrap;
    overflow: hidden;
    forced-color-adjust: none;
  }
  .avatar.round {
    border-radius: 50%;
  }
  .avatar.square {
    border-radius: 7px;
  }
  .avatar.dashed {
    border-style: dashed;
  }
  .avatar.dotted {
    border-style: dotted;
  }
  .avatar.double {
    border-width: 4px;
    border-style: double;
    padding: 0;
    font-size: 10px;
  }
  .avatar.gone {
    background: none;
    color: var(--_muted);
    border-color: var(--_line-strong);
  }
`;
