import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** The shapes of one icon, each an SVG tag and its attributes. */
export type IconShapes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

const SVG = 'http://www.w3.org/2000/svg';

function draw(shapes: IconShapes): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

class IconDirective extends Directive {
  private shown?: IconShapes;

  render(shapes: IconShapes): unknown {
    if (shapes === this.shown) return noChange;
    this.shown = shapes;
    return draw(shapes);
  }
}

/** Draws an icon in a template: `${icon(play)}`. Decorative: the control around it carries the name. */
export const icon = directive(IconDirective);
