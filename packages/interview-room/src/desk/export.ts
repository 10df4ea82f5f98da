import type { Practice } from '../live/practice.js';
import type { Desk } from './desk.js';
import { download } from './download.js';
import { zip } from './zip.js';

/** Gives the person their files of the language they work in: one as it is, several as a ZIP. */
export async function downloadFiles(desk: Desk, practice: Practice): Promise<void> {
  const files = Object.entries(practice.texts(desk.language));
  const [first] = files;
  if (files.length === 1 && first) {
    download(first[0].split('/').at(-1) ?? first[0], [first[1]], 'text/plain');
    return;
  }
  download(`${desk.question.id}-${desk.language}.zip`, [zip(files)], 'application/zip');
}

/** Gives the person the whole record of the room. */
export async function downloadRecord(desk: Desk, practice: Practice): Promise<void> {
  const record = await practice.export();
  download(`${desk.question.id}.json`, [JSON.stringify(record, null, 2)], 'application/json');
}
