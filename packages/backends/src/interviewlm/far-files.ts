import {
  callJson,
  callText,
  isObject,
  listOf,
  objectOf,
  textOf,
  WireError,
  type Call,
} from '../wire/index.js';
import { absolute, isLeftOut, relative } from './paths.js';
import type { Session } from './session.js';

/** So many files are taken, each so large; read at once as long as all together are no larger. In characters. */
export const MOST = 300;
export const LARGEST = 500_000;
const TOGETHER = 2_000_000;

/** A file at the backend. */
export interface FarFile {
  /** Within the workspace: `src/a.py`. */
  readonly path: string;
  readonly size: number;
}

/** What a tree has: what is taken of it, and what is too large or too much. */
export interface FarTree {
  readonly files: readonly FarFile[];
  readonly left: readonly FarFile[];
}

/** So much of a tree is looked at. */
const LOOKED_AT = 10_000;

/** The files of a tree, flat; folders are known by what is in them. */
export function filesOfTree(tree: unknown): FarTree {
  const files: FarFile[] = [];
  const left: FarFile[] = [];
  const waiting = [...listOf(tree)].slice(0, LOOKED_AT).map((node) => ({ node, depth: 0 }));
  for (const { node, depth } of waiting) {
    const { path, type, size, children } = objectOf(node);
    const room = depth < 30 ? LOOKED_AT - waiting.length : 0;
    waiting.push(...listOf(children).slice(0, Math.max(0, room)).map((child) => ({ node: child, depth: depth + 1 }))); // prettier-ignore
    const at = relative(textOf(path));
    if (!at || type === 'folder' || type === 'directory' || isLeftOut(at)) continue;
    const file = { path: at, size: typeof size === 'number' ? size : 0 };
    (file.size > LARGEST || files.length >= MOST ? left : files).push(file);
  }
  return { files, left };
}

/** Whether a file may have this text, as far as its size tells. */
export const mayHold = ({ size }: FarFile, text: string): boolean =>
  text !== '' && (size === 0 || size === text.length || size === new TextEncoder().encode(text).length);

/** Reading and writing files at the backend, as the variant has it. */
export class FarFiles {
  constructor(private readonly session: Pick<Session, 'caller' | 'variant'>) {}

  async tree(signal: AbortSignal): Promise<FarTree> {
    const reply = await callJson(this.session.caller, '/files', { signal });
    return filesOfTree(objectOf(reply)['files'] ?? reply);
  }

  /** Whether it is in the tree, as far as that is read. */
  async has(path: string, signal: AbortSignal): Promise<boolean> {
    const { files, left } = await this.tree(signal);
    return [...files, ...left].some((file) => file.path === path);
  }

  /** The text of a file; undefined where there is none. */
  async read(path: string, signal?: AbortSignal): Promise<string | undefined> {
    const call = signal ? { signal } : {};
    try {
      if (this.isDirect) return await callText(this.session.caller, `/files/${encoded(path)}`, call);
      const reply = await callJson(this.session.caller, `/files?path=${encodeURIComponent(absolute(path))}`, call); // prettier-ignore
      const { content } = objectOf(reply);
      return typeof content === 'string' ? content : undefined;
    } catch (error) {
      if (error instanceof WireError && error.code === 'not-found') return undefined;
      throw error;
    }
  }

  /** What there is of these at once; the rest is read one by one. Nothing where the backend cannot. */
  async readAll(files: readonly FarFile[], signal: AbortSignal): Promise<Map<string, string>> {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (this.isDirect || files.length < 2 || size > TOGETHER) return new Map();
    const reply = await callJson(this.session.caller, '/files?bulk=true', { signal }).catch(() => undefined);
    const { contents } = objectOf(reply);
    if (!isObject(contents)) return new Map();
    const texts = Object.entries(contents).flatMap(([path, content]) =>
      typeof content === 'string' ? [[relative(path), content] as const] : [],
    );
    return new Map(texts);
  }

  async write(path: string, text: string, language: string, more: Call = {}): Promise<void> {
    const { caller } = this.session;
    if (this.isDirect)
      return void (await callText(caller, `/files/${encoded(path)}`, { method: 'PUT', body: text, ...more }));
    const body = { path: absolute(path), content: text, language, type: 'file' };
    await callJson(caller, '/files', { method: 'POST', body, ...more });
  }

  private get isDirect(): boolean {
    return this.session.variant === 'proposed';
  }
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Whoever is not signed in is told so in two ways. */
export const isStranger = ({ code, detail }: WireError): boolean =>
  code === 'unauthorized' || detail.own === 'AUTHENTICATION_ERROR';
