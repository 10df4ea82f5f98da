/** What a browser can do that an interview needs. */
export interface BrowserCheck {
  /** It runs code. */
  readonly runs: boolean;
  /** It holds a connection. */
  readonly connects: boolean;
  /** It keeps what is written when the page is closed. */
  readonly keeps: boolean;
}

/** Tries what an interview needs, in this browser. */
export async function checkBrowser(): Promise<BrowserCheck> {
  return {
    runs: typeof WebAssembly === 'object' && typeof Worker === 'function',
    connects: typeof WebSocket === 'function' || typeof ReadableStream === 'function',
    keeps: await keeps(),
  };
}

const PROBE = 'interview-room-probe';

/** A private window has the database by name and refuses to open it: only trying tells. */
function keeps(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(PROBE);
      asked.addEventListener('error', () => resolve(false));
      asked.addEventListener('blocked', () => resolve(false));
      asked.addEventListener('success', () => {
        asked.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      });
    } catch {
      resolve(false);
    }
  });
}
