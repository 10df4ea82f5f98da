/** What assistive technology is to know of the text. */
export interface TextRole {
  label: string;
  /** Whether Tab stays in the text, so that the way out must be told. */
  trapsTab: boolean;
  readonly: boolean;
  disabled: boolean;
  required: boolean;
  invalid: boolean;
}

/** The id of the sentence that tells the way out, in the element's shadow root. */
export const wayOutId = 'way-out';

/** The attributes of CodeMirror's text. A code is no prose: nothing corrects, completes or translates it. */
export function textAttributes(role: TextRole): Record<string, string> {
  return {
    'part': 'content',
    // Focusable as it is, but a scrolling parent is only known to be reachable by keys where a child says so.
    'tabindex': role.disabled ? '-1' : '0',
    'aria-label': role.label,
    'spellcheck': 'false',
    'autocorrect': 'off',
    'autocapitalize': 'off',
    'translate': 'no',
    'data-gramm': 'false',
    ...(role.trapsTab && { 'aria-describedby': wayOutId }),
    ...(role.readonly && { 'aria-readonly': 'true', 'inputmode': 'none' }),
    ...(role.disabled && { 'aria-disabled': 'true' }),
    ...(role.required && { 'aria-required': 'true' }),
    ...(role.invalid && { 'aria-invalid': 'true' }),
  };
}
