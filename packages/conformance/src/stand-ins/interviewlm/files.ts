import { objectOf, textOf } from '@interview-room/backends/wire';
import type { Context, Route } from './router.js';
import type { Interview } from './state.js';

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'javascript',
  ts: 'typescript',
  md: 'markdown',
};

/** A file or folder, as the backend tells it. */
interface FileNode {
  id: string;
  name: string;
  type: 'file' | 'folder';
  path: string;
  language?: string;
  size?: number;
  children?: FileNode[];
}

/** The tree of an interview's files. */
export function treeOf({ files, folders }: Interview): FileNode[] {
  const root: FileNode[] = [];
  for (const folder of folders) folderAt(root, partsOf(folder));
  for (const [path, content] of files) {
    const parts = partsOf(path);
    const name = parts.pop() ?? '';
    const language = LANGUAGES[name.split('.').at(-1) ?? ''];
    folderAt(root, parts).push({ id: path, name, type: 'file', path, size: content.length, ...(language && { language }) }); // prettier-ignore
  }
  return root;
}

const partsOf = (path: string): string[] => path.replace(/^\/workspace\//, '').split('/');

function folderAt(root: FileNode[], parts: readonly string[]): FileNode[] {
  return parts.reduce((nodes, name, index) => {
    const path = `/workspace/${parts.slice(0, index + 1).join('/')}`;
    const known = nodes.find((node) => node.path === path);
    if (known?.children) return known.children;
    const children: FileNode[] = [];
    nodes.push({ id: path, name, type: 'folder', path, children });
    return children;
  }, root);
}

/** Paths are told with and without the workspace's folder before them. */
const whole = (path: string): string =>
  path.startsWith('/workspace/') ? path : `/workspace/${path.replace(/^\/+/, '')}`;

function read(context: Context): void {
  const { interview, query, ok, fail } = context;
  const path = query.get('path');
  if (query.get('bulk') === 'true') return ok({ contents: Object.fromEntries(interview.files) });
  if (path === null) return ok({ files: treeOf(interview), volumeId: `volume-${interview.id}` });
  const content = interview.files.get(whole(path));
  if (content === undefined) return fail(404, 'File not found');
  ok({ content, path: whole(path) });
}

function write(context: Context): void {
  const { interview, body, ok, fail } = context;
  const { path, content, type } = objectOf(body);
  const at = textOf(path);
  if (!at || at.includes('..')) return fail(400, 'Invalid path');
  if (at.includes('locked')) return fail(403, 'This file may not be changed');
  if (textOf(content).length > 1_000_000) return fail(413, 'File too large');
  if (type === 'folder') interview.folders.add(whole(at));
  else change(context, whole(at), textOf(content));
  ok({ success: true, path: whole(at) });
}

function change({ world, interview }: Context, path: string, content: string): void {
  const type = interview.files.has(path) ? 'update' : 'create';
  interview.files.set(path, content);
  if (world.faults.echo !== false) tellChange(interview, type, path);
}

/** Tells whoever listens that a file is another now. */
export function tellChange(interview: Interview, type: 'create' | 'update' | 'delete', path: string): void {
  const name = path.split('/').at(-1) ?? '';
  const { sessionId } = interview;
  interview.send('file-updates', 'file-change', { sessionId, type, path, fileType: 'file', name, timestamp: new Date().toISOString() }); // prettier-ignore
  const content = interview.files.get(path);
  interview.send('files/watch', undefined, {
    type: type === 'update' ? 'write' : type,
    path,
    ...(content !== undefined && { content }),
  });
}

function readText({ interview, rest, plain, fail }: Context): void {
  const content = interview.files.get(whole(rest));
  if (content === undefined) return fail(404, 'File not found');
  plain(content);
}

function put(context: Context): void {
  const { rest, text, ok, fail } = context;
  if (rest.includes('..')) return fail(400, 'Invalid path');
  if (rest.includes('locked')) return fail(403, 'This file may not be changed');
  change(context, whole(rest), text);
  ok({ success: true });
}

function connected({ stream, interview }: Context): void {
  stream().send('connected', { clientId: `client-${interview.listeners.size}` });
}

const built = ['current', 'legacy', 'streamed'];

/** The files, and the streams of what happens to them. */
export const fileRoutes: readonly Route[] = [
  { method: 'GET', path: 'files', handle: read },
  { method: 'POST', path: 'files', variants: built, handle: write },
  { method: 'GET', path: 'file-updates', variants: built, handle: connected },
  { method: 'GET', path: 'code-stream', handle: connected },
  { method: 'GET', path: 'files/watch', variants: ['proposed'], handle: (context) => void context.stream() },
  { method: 'GET', path: 'files/*', variants: ['proposed'], handle: readText },
  { method: 'PUT', path: 'files/*', variants: ['proposed'], handle: put },
];
