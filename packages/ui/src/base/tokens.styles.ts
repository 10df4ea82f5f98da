import { css } from 'lit';

/**
 * The design tokens. The public names are `--ir-*`: a page sets them on an element or on any ancestor. Inside, the
 * elements read the private `--_*`, which fall back to the defaults here, so that nothing of ours shadows the page's.
 */
export const tokens = css`
  :host {
    --_bg: var(--ir-bg, light-dark(#ffffff, #14161b));
    --_sunken: var(--ir-sunken, light-dark(#f6f7f9, #0e1014));
    --_raised: var(--ir-raised, light-dark(#ffffff, #1c1f26));
    --_line: var(--ir-line, light-dark(#d9dde3, #2d323c));
    --_line-strong: var(--ir-line-strong, light-dark(#868e9c, #6d7686));
    --_text: var(--ir-text, light-dark(#1b1f27, #e8eaee));
    --_muted: var(--ir-muted, light-dark(#565e6c, #a2a9b6));
    --_accent: var(--ir-accent, light-dark(#3b5bdb, #91a7ff));
    --_on-accent: var(--ir-on-accent, light-dark(#ffffff, #14161b));
    --_ok: var(--ir-ok, light-dark(#1e7a3c, #63c888));
    --_warn: var(--ir-warn, light-dark(#8a5300, #e3b04b));
    --_bad: var(--ir-bad, light-dark(#c0272d, #ff8787));
    --_font: var(--ir-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif);
    --_mono: var(--ir-mono, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
    --_size-1: var(--ir-size-1, 12px);
    --_size-2: var(--ir-size-2, 13px);
    --_size-3: var(--ir-size-3, 14px);
    --_size-4: var(--ir-size-4, 16px);
    --_size-5: var(--ir-size-5, 20px);
    --_code-size: var(--ir-code-size, 13.5px);
    --_space-1: var(--ir-space-1, 4px);
    --_space-2: var(--ir-space-2, 8px);
    --_space-3: var(--ir-space-3, 12px);
    --_space-4: var(--ir-space-4, 16px);
    --_space-5: var(--ir-space-5, 24px);
    --_space-6: var(--ir-space-6, 32px);
    --_radius: var(--ir-radius, 6px);
    --_radius-card: var(--ir-radius-card, 10px);
    --_shadow: 0 6px 24px light-dark(rgb(20 25 40 / 0.16), rgb(0 0 0 / 0.55));
    --_motion: 120ms ease-out;
    --_target: 28px;
  }
  @media (pointer: coarse) {
    :host {
      --_target: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
