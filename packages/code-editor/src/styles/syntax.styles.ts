import { css } from 'lit';

/** The colours of the parts of a program; each at least 4.5:1 on the text's own ground and on the selection. */
export const syntaxStyles = css`
  .tok-keyword {
    color: var(--ir-code-keyword, light-dark(#8a2da5, #d6a3f0));
  }
  .tok-string {
    color: var(--ir-code-string, light-dark(#17663a, #8fd19e));
  }
  .tok-escape {
    color: var(--ir-code-escape, light-dark(#8a4b08, #e8b26d));
  }
  .tok-number {
    color: var(--ir-code-number, light-dark(#9a3412, #f0a885));
  }
  .tok-comment {
    color: var(--ir-code-comment, light-dark(#596273, #a0a8b6));
    font-style: italic;
  }
  .tok-function {
    color: var(--ir-code-function, light-dark(#2346b8, #9db5ff));
  }
  .tok-type {
    color: var(--ir-code-type, light-dark(#0b6272, #7dcfe0));
  }
  .tok-property {
    color: var(--ir-code-property, light-dark(#32476e, #b9c7e6));
  }
  .tok-builtin {
    color: var(--ir-code-builtin, light-dark(#7a4a00, #e3c07a));
  }
  .tok-invalid {
    color: var(--_bad);
  }
`;
