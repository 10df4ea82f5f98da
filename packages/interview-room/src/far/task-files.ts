import type { Room } from '@interview-room/core';
import type { SharedHost } from '../view/shared-parts.js';

/** What a task made, as `<task-panel>` gives it: path → text. */
interface TaskFilesEvent extends Event {
  readonly files: Readonly<Record<string, string>>;
}

/** Puts what a task made into the language that is open. A file that is there is kept beside it, under another name. */
export function putIntoWorkspace(event: Event, room: Room, host: SharedHost): void {
  const language = host.work?.language;
  if (!language || room.state.stage.now === 'ended') return;
  event.preventDefault();
  const paths = Object.entries((event as TaskFilesEvent).files).map(([path, text]) => {
    const free = freePath(room, `${language}/${path.replace(/^\/+/, '')}`, text);
    if (!room.workspace.has(free)) room.workspace.write('assistant', () => room.workspace.create(free, text));
    return free;
  });
  const first = paths[0];
  if (first) host.showFile(first.slice(language.length + 1), language);
}

function freePath({ workspace }: Room, path: string, text: string): string {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? [];
  let free = path;
  for (let n = 2; workspace.has(free) && workspace.text(free).toString() !== text; n++)
    free = `${stem}-${n}${ending}`;
  return free;
}
