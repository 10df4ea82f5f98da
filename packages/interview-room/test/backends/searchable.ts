// What runs in the page, to search all of it for what must not be there.

interface Watching {
  told?: string[];
}

/** What a compiler leaves in functions that are sent to a page. */
export const NAMED = 'globalThis.__name = (named) => named;';

/** Keeps what every event carries that is dispatched from now on. */
export function watchEvents(): void {
  const told: string[] = [];
  (globalThis as Watching).told = told;
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event: Event): boolean {
    try {
      const { detail } = event as { detail?: unknown };
      told.push(`${event.type} ${JSON.stringify({ ...event, detail })}`);
    } catch {
      told.push(event.type);
    }
    return dispatchEvent.call(this, event);
  };
}

/** All texts of the page, its shadow trees and fields, all that it keeps, and all that its events carried. */
export async function searchable(): Promise<string[]> {
  const parts: string[] = [...((globalThis as Watching).told ?? [])];
  const look = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement & { value?: unknown }>('*')) {
      parts.push(...[...element.attributes].map(({ name, value }) => `${name}=${value}`));
      parts.push(...[...element.childNodes].map((node) => (node instanceof Text ? node.data : '')));
      if (typeof element.value === 'string') parts.push(element.value);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  parts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
  /** Bytes as text, and what may be bytes in base64 both ways. */
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Uint8Array || value instanceof ArrayBuffer)
      return new TextDecoder('latin1').decode(value);
    if (typeof value === 'string' && value.length > 15 && /^[\w+/-]+=*$/.test(value))
      try {
        parts.push(atob(value.replaceAll('-', '+').replaceAll('_', '/')));
      } catch {
        // It was none.
      }
    return value;
  };
  const result = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((done, fail) => {
      request.addEventListener('success', () => done(request.result));
      request.addEventListener('error', () => fail(request.error ?? new Error('It could not be read.')));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await result(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const kept = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([result(kept.getAllKeys()), result(kept.getAll())]);
      parts.push(`${name}/${store}: ${JSON.stringify([keys, values], plain)}`);
    }
    db.close();
  }
  return parts.filter((part) => part !== '');
}
