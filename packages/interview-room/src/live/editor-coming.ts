import { lookAhead } from '../storage/fresh.js';
import { bringEditor } from './opening.js';

/** How many milliseconds a question that is here waits for the editor, which spares its reader a change of the picture. */
const PATIENCE = 100;

/** The editor's code on its way, while the question is on its own. */
export class EditorComing {
  private code?: Promise<unknown>;

  /** Fetches it, and finds out whether there is earlier work. */
  begin(): void {
    this.code = bringEditor().catch(() => undefined);
    lookAhead();
  }

  /** It is here, or has been waited for long enough; at once where it was not asked for. */
  async soon(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (this.code) await Promise.race([this.code, patience]);
  }
}
