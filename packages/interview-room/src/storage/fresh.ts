/** Where core keeps rooms; see its `log/`. A name that changed there would only open records sooner than needed. */
const DATABASE = 'interview-room';
const UNSENT = 'interview-room/unsent/';

let ahead: Promise<boolean> | undefined;

/** Begins to find out, for the next `isFresh()`. The first question to IndexedDB takes as long as fetching a script. */
export function lookAhead(): void {
  ahead ??= look();
}

/**
 * Whether this browser surely keeps no room of this site. Then there is nothing to restore, and the record of a room
 * can wait for the first edit. Where one cannot tell, the answer is no.
 */
export function isFresh(): Promise<boolean> {
  const answer = ahead ?? look();
  ahead = undefined;
  return answer;
}

async function look(): Promise<boolean> {
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith(UNSENT))) return false;
    const databases = await indexedDB.databases();
    return !databases.some(({ name }) => name === DATABASE);
  } catch {
    return false;
  }
}
