import { isObject, objectOf, textOf } from '../wire/index.js';
import type { Memo } from '../bridge/memo.js';
import { withoutLanguage } from './paths.js';

/** A file that both sides know of. */
export interface KnownFile {
  /** Within the workspace: `src/a.py`. */
  readonly remote: string;
  /** In the room: `python/src/a.py`. */
  readonly path: string;
  /** What both last agreed on; undefined where the backend does not have it, as far as is known. */
  base: string | undefined;
  /** What was sent and never answered for: it may be there, or not. */
  sent?: string;
  /** What the backend had before the assistant typed: it may be what it still has. */
  before?: string;
  /** The backend forgot the interview: what is here counts, whatever it has. */
  ours?: boolean;
  /** It was taken away here, which the backend has no way to be told. */
  gone?: boolean;
}

const MEMO = 'files';
/** So many are known of. */
const MOST = 500;

/** Which file is which, and what was last agreed of each. Kept over reloads. */
export class KnownFiles {
  private readonly byRemote = new Map<string, KnownFile>();
  private readonly byPath = new Map<string, KnownFile>();

  constructor(private readonly memo: Memo) {
    for (const [remote, value] of Object.entries(objectOf(memo.get(MEMO)))) {
      if (!isObject(value)) continue;
      const text = (name: string) => (typeof value[name] === 'string' ? { [name]: value[name] } : {});
      this.add({ remote, path: textOf(value['path']), base: undefined, ...text('base'), ...text('sent'), ...text('before'), ...(value['gone'] === true && { gone: true }), ...(value['ours'] === true && { ours: true }) }); // prettier-ignore
    }
  }

  all(): KnownFile[] {
    return [...this.byRemote.values()];
  }
  ofRemote(remote: string): KnownFile | undefined {
    return this.byRemote.get(remote);
  }
  ofPath(path: string): KnownFile | undefined {
    return this.byPath.get(path);
  }

  /** The file of the backend; where it is not known yet it stands in `language` from now on. */
  remote(remote: string, language: string): KnownFile | undefined {
    return this.ofRemote(remote) ?? this.fresh({ remote, path: `${language}/${remote}`, base: undefined });
  }
  /** The file of the room. Two languages may have one of the same name: the later one stands in a folder then. */
  local(path: string): KnownFile | undefined {
    const plain = withoutLanguage(path);
    const remote = this.byRemote.has(plain) ? path : plain;
    return this.ofPath(path) ?? this.fresh({ remote, path, base: undefined });
  }

  keep(): void {
    this.memo.set(MEMO, Object.fromEntries(this.all().map(({ remote, ...rest }) => [remote, rest])));
  }

  private fresh(file: KnownFile): KnownFile | undefined {
    if (this.byRemote.size >= MOST || this.byRemote.has(file.remote)) return this.ofRemote(file.remote);
    return this.add(file);
  }

  private add(file: KnownFile): KnownFile {
    this.byRemote.set(file.remote, file);
    this.byPath.set(file.path, file);
    return file;
  }
}
