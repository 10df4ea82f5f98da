import type { Person } from '@interview-room/core';
import { html, type TemplateResult } from 'lit';
import { hueIndex, initials, pattern } from './hues.js';

/** The class that carries a person's hue, as `--_hue`. */
export const hueClass = (color: number): string => `hue-${hueIndex(color)}`;

/** A person as a disc with their initials, in their hue and shape. For the eye: the name stands beside it as text. */
export function avatar({ name, color }: Pick<Person, 'name' | 'color'>, here = true): TemplateResult {
  const { line, shape } = pattern(color);
  const classes = `avatar ${hueClass(color)} ${line} ${shape} ${here ? '' : 'gone'}`;
  return html`<span class=${classes} aria-hidden="true">${initials(name)}</span>`;
}
