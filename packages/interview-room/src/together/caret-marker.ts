import { EditorSelection } from '@codemirror/state';
import { RectangleMarker, type EditorView, type LayerMarker } from '@codemirror/view';

/** Height that a flag takes, in pixels. */
const FLAG = 20;

/** Whose caret it is. */
export interface CaretLook {
  readonly key: string;
  readonly name: string;
  readonly named: boolean;
  readonly look: string;
}

/** A line where someone is, and their name on a flag: above it, or below where there is no room. */
export class CaretMarker implements LayerMarker {
  private constructor(
    private readonly place: RectangleMarker,
    private readonly caret: CaretLook,
    /** Classes that say where the flag goes. */
    private readonly flag: string,
  ) {}

  static at(view: EditorView, head: number, caret: CaretLook): CaretMarker[] {
    const { scrollLeft, scrollTop, clientWidth } = view.scrollDOM;
    // The line that it ends, not the one that goes on below where a long one is broken.
    return RectangleMarker.forRange(view, '', EditorSelection.cursor(head, -1)).map((place) => {
      const below = place.top - scrollTop < FLAG ? 'ir-below' : '';
      const back = place.left - scrollLeft > clientWidth * 0.7 ? 'ir-back' : '';
      return new CaretMarker(place, caret, `${below} ${back}`);
    });
  }

  eq(other: LayerMarker): boolean {
    return other instanceof CaretMarker && this.place.eq(other.place) && this.looksLike(other);
  }

  draw(): HTMLElement {
    const { key, name, look, named } = this.caret;
    const line = document.createElement('div');
    line.className = `ir-caret ${look} ${this.flag}`;
    line.dataset['key'] = key;
    stand(line, this.place);
    const flag = line.appendChild(document.createElement('span'));
    flag.className = 'ir-flag';
    flag.hidden = !named;
    flag.dir = 'auto';
    flag.textContent = name;
    return line;
  }

  /** A caret that only moved is moved: made anew it would flicker. */
  update(line: HTMLElement, before: LayerMarker): boolean {
    if (!(before instanceof CaretMarker) || !this.looksLike(before)) return false;
    stand(line, this.place);
    return true;
  }

  private looksLike({ caret, flag }: CaretMarker): boolean {
    const { key, name, look, named } = this.caret;
    return (
      flag === this.flag &&
      caret.key === key &&
      caret.name === name &&
      caret.look === look &&
      caret.named === named
    );
  }
}

function stand({ style }: HTMLElement, { left, top, height }: RectangleMarker): void {
  style.left = `${left}px`;
  style.top = `${top}px`;
  style.height = `${height}px`;
}
