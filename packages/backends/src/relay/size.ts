import { failure } from '../wire/errors.js';

/** From this part of what fits on, people are warned; below the other, they may be warned again. */
const NEAR = 0.9;
const FAR = 0.85;

/** Looks after how long a text may be. */
export class Size {
  private near = false;
  private told = false;
  /** What was too long. */
  private limit = Infinity;

  constructor(
    /** How long a body may be, as far as is known, in bytes. */
    private readonly most: number | undefined,
    private readonly tell: (level: 'warning' | 'error' | 'info', text: string) => void,
  ) {}

  fits(text: string): boolean {
    return text.length < this.limit && bytesOf(text, this.limit) < this.limit;
  }

  /** @throws {WireError} where it is known to be too long. */
  check(text: string): void {
    if (!this.fits(text)) throw failure('too-large');
  }

  /** It was too long: the same is not tried again. */
  refused(text: string): false {
    this.limit = Math.min(this.limit, bytesOf(text, Infinity));
    if (!this.told)
      this.tell(
        'error',
        'The text is longer than this pad takes: the others do not see what you write now. It is all kept here. Make it shorter, and they will.',
      );
    this.told = true;
    return false;
  }

  /** People hear of it before it is too late. */
  watch(text: string): void {
    if (this.most === undefined || (text.length * 6 < this.most * FAR && !this.near && !this.told)) return;
    const part = bytesOf(text, Infinity) / this.most;
    if (part >= NEAR && part < 1 && !this.near) {
      this.near = true;
      const left = Math.round((this.most * (1 - part)) / 1024);
      this.tell('warning', `This pad takes no more than ${this.most / 1024} kB. About ${left} kB are left.`);
    }
    if (part < FAR) this.near = false;
    if (this.told && this.fits(text)) {
      this.told = false;
      this.tell('info', 'The text fits again. The others see it.');
    }
  }
}

/** How long a text is as the body of a request; not counted out where it cannot matter. */
function bytesOf(text: string, matters: number): number {
  if (text.length * 6 + 20 < matters && matters !== Infinity) return text.length;
  return new TextEncoder().encode(JSON.stringify({ code: text })).length;
}
