import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The keys that rooms are made with. Several, so that one can be exchanged for another. */
export class ApiKeys {
  readonly #digests: readonly Buffer[];

  constructor(keys: readonly string[]) {
    this.#digests = keys.filter((key) => key !== '').map(digest);
  }

  /** Whether a key is one of them, in a time that says nothing of how much of it is right. */
  accepts(key: string | undefined): boolean {
    const asked = digest(key ?? '');
    let found = false;
    for (const each of this.#digests) found = timingSafeEqual(each, asked) || found;
    return found && key !== undefined;
  }
}

/** What an `Authorization: Bearer …` header holds. */
export const bearer = (header: string | undefined | null): string | undefined =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
