/** Where core keeps rooms; see its `log/`. A name that changed there would only open records sooner than needed. */
const DATABASE = 'interview-room';
const UNSENT = 'interview-room/unsent/';

/**
 * Whether this browser surely keeps no room of this site. Then there is nothing to restore, and the record of a room
 * can wait for the first edit. Where one cannot tell, the answer is no.
 */
export async function isFresh(): Promise<boolean> {
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith(UNSENT))) return false;
    const databases = await indexedDB.databases();
    return !databases.some(({ name }) => name === DATABASE);
  } catch {
    return false;
  }
}
