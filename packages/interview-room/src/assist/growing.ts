import { PartialEdit, type GrowingEdit, type ReadFile } from '@interview-room/assistant';
import type { ChatEvent } from '@interview-room/assistant/streams';

/** The edit that a model is writing just now, as the events of its answer come. */
export class Growing {
  private call = '';
  private partial: PartialEdit | undefined;

  constructor(
    private readonly read: ReadFile,
    private readonly changed: () => void,
  ) {}

  /** The edit as far as it has come. */
  get edit(): (GrowingEdit & { readonly call: string }) | undefined {
    const edit = this.partial?.edit;
    return edit && { ...edit, call: this.call };
  }

  take(event: ChatEvent): void {
    if (event.type === 'tool-start') this.begin(event.call, event.name);
    else if (event.type === 'tool-delta' && event.call === this.call) this.push(event.text);
    else if (event.type === 'tool-result' && event.call === this.call) this.end();
    else if (event.type === 'finish' || event.type === 'error') this.end();
  }

  end(): void {
    if (!this.partial) return;
    this.partial = undefined;
    this.changed();
  }

  private begin(call: string, name: string): void {
    this.call = call;
    this.partial = new PartialEdit(name, this.read);
  }

  private push(text: string): void {
    this.partial?.push(text);
    if (this.partial) this.changed();
  }
}
