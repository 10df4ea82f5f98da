import type { ChatEvent } from '@interview-room/assistant/streams';
import { listOf, objectOf, textOf } from '../../wire/index.js';
import type { Session } from '../session.js';

/** The names of tools, in both of their dialects. */
const WRITES =
  /^(write|edit|multi_?edit|create|update|write_file|edit_file|create_file|delete_file|str_replace\w*)$/i;
const SHELL = /bash|shell|terminal|exec/i;
const MOST = 200;

/** What the agent does to the files is looked at as soon as it is done, whether or not a stream tells of it. */
export class Effects {
  private readonly paths = new Map<string, string>();
  private anything = false;

  constructor(private readonly session: Session) {}

  hear(event: ChatEvent): void {
    if (event.type === 'tool-ready') this.called(event);
    if (event.type === 'tool-result' && event.error === undefined) this.refresh(this.paths.get(event.call));
    if (event.type === 'data' && event.name === 'done')
      for (const each of listOf(objectOf(event.data)['filesModified']).slice(0, MOST)) this.modified(each);
  }

  /** A shell may have changed anything. */
  over(): void {
    if (this.anything) this.session.refresh().catch(() => undefined);
  }

  private called({ call, name, input }: Extract<ChatEvent, { type: 'tool-ready' }>): void {
    if (SHELL.test(name)) this.anything = true;
    const { path, file_path, filePath, fileName } = objectOf(input);
    const file = [path, file_path, filePath, fileName].map(textOf).find(Boolean);
    if (file && WRITES.test(name) && this.paths.size < MOST) this.paths.set(call, file);
  }

  private modified(each: unknown): void {
    const { path, file } = objectOf(each);
    this.refresh(textOf(each) || textOf(path) || textOf(file));
  }

  private refresh(path: string | undefined): void {
    if (path) this.session.refresh([path]).catch(() => undefined);
  }
}
