import { steadily } from '../document/steady.js';
import type { Surface } from '../document/surface.js';
import { proposing } from '../lazy/proposing.js';
import type { EditorProposal } from '../proposal/proposal.js';

/** How long a page that draws nothing waits for its next frame, in milliseconds. */
const patience = 100;

/**
 * Has proposals shown over the text. What shows them is fetched with the first one. One that grows may be set as often as its
 * pieces come: it is drawn once a frame.
 */
export class Proposing {
  private wanted?: EditorProposal | undefined;
  private drawn?: EditorProposal | undefined;
  private announced?: string;
  private installed = false;
  private drawing = false;

  constructor(private readonly surface: Surface) {}

  /** Shows a proposal for the document that is shown, or none. */
  show(wanted: EditorProposal | undefined): void {
    this.wanted = wanted;
    if (!this.installed) void this.install();
    else if (!wanted?.streaming || !this.drawing) this.draw();
  }

  /** Accepts or rejects all that can be; tells whether there was something. */
  decide(accepted: boolean): boolean {
    const { view } = this.surface;
    return (view && proposing.ready('proposal')?.decide(view, accepted)) ?? false;
  }

  private async install(): Promise<void> {
    if (!this.wanted) return;
    // Asked for again with the next proposal.
    await proposing.fetch('proposal').catch(() => undefined);
    if (this.installed || !proposing.ready('proposal') || !this.surface.state) return;
    this.installed = true;
    this.surface.reconfigure('#proposal');
    this.draw();
  }

  private draw(): void {
    const kit = proposing.ready('proposal');
    if (!kit) return;
    this.drawn = this.wanted;
    steadily(this.surface.view, () => this.surface.dispatch(kit.set(this.wanted)));
    if (this.wanted?.streaming) this.rest();
    else this.announce();
  }

  private rest(): void {
    this.drawing = true;
    const go = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      this.drawing = false;
      if (this.wanted !== this.drawn) this.draw();
    };
    const frame = requestAnimationFrame(go);
    const timer = setTimeout(go, patience);
  }

  private announce(): void {
    const { view } = this.surface;
    const id = this.wanted?.id;
    if (view && id !== undefined && id !== this.announced) proposing.ready('proposal')?.announce(view);
    if (id !== undefined) this.announced = id;
  }
}
