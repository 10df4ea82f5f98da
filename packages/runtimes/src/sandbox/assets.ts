import type { AssetFile, AssetManifest, EngineManifest } from '../languages/language.js';
import type { Asset } from './protocol.js';

/** What keeps an engine from being had, in words that say what to do. */
export class AssetError extends Error {
  override name = 'AssetError';
}

export interface EngineFiles {
  driver: string;
  assets: Asset[];
}
type OnBytes = (loaded: number, total: number | undefined) => void;

/** Fetches all that an engine needs, in the host page: the sandbox has no network of its own. */
export async function fetchEngine(
  base: string,
  engine: EngineManifest,
  onbytes: OnBytes,
): Promise<EngineFiles> {
  const manifest = await fetchManifest(base);
  const paths = [
    shipped(engine.driver, manifest),
    ...engine.assets.flatMap((name) => expand(name, manifest)),
  ];
  const count = counter(paths, manifest, onbytes);
  const fetched = await Promise.all(
    paths.map((path) => {
      const file = fetchFile(base, path, manifest.files[path], count);
      return engine.spare?.includes(path) ? file.catch(() => undefined) : file;
    }),
  );
  const [driver, ...assets] = fetched;
  return {
    driver: new TextDecoder().decode(driver?.data),
    assets: assets.filter((asset) => asset !== undefined),
  };
}

/** Adds up the bytes of all files. The total is known only where the manifest knows every file. */
function counter(paths: string[], { files }: AssetManifest, onbytes: OnBytes): (bytes: number) => void {
  const sizes = paths.map((path) => files[path]?.bytes);
  const total = sizes.reduce(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  let loaded = 0;
  onbytes(0, total);
  return (bytes) => {
    loaded += bytes;
    // A server that packs files itself delivers more than it sends.
    onbytes(total === undefined ? loaded : Math.min(loaded, total), total);
  };
}

/** A driver may be shipped packed. */
function shipped(path: string, { files }: AssetManifest): string {
  return files[`${path}.gz`] ? `${path}.gz` : path;
}

function expand(name: string, { files }: AssetManifest): string[] {
  return name.endsWith('/') ? Object.keys(files).filter((path) => path.startsWith(name)) : [name];
}

/** Sizes and hashes. A server that has lost it costs the progress bar its total, and no run. */
async function fetchManifest(base: string): Promise<AssetManifest> {
  const response = await request(new URL('assets.json', base), { cache: 'no-cache' });
  try {
    return (await response.json()) as AssetManifest;
  } catch {
    throw notAnAsset(response.url);
  }
}

async function fetchFile(
  base: string,
  path: string,
  known: AssetFile | undefined,
  onbytes: (bytes: number) => void,
): Promise<Asset> {
  const url = new URL(path, base);
  if (known) url.searchParams.set('v', known.hash);
  const response = await request(url);
  if (isPage(response)) throw notAnAsset(response.url);
  const bytes = await readCounted(response, onbytes);
  const packed = path.endsWith('.gz') && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { name: path.replace(/\.gz$/, ''), data: packed ? await unpack(bytes) : bytes.buffer };
}

async function readCounted(
  response: Response,
  onbytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  if (response.body) {
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      onbytes(next.value.length);
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

async function request(url: URL, init?: RequestInit): Promise<Response> {
  const response = await fetchOrExplain(url, init);
  if (response.ok) return response;
  throw new AssetError(
    `${url.href} answered ${response.status}. The runtimes' files are expected under ${new URL('./', url).href}: ` +
      `copy the folder "assets" of the package there, or set assetBase (asset-base) to where it is.`,
  );
}

/** A fetch that fails says nothing of why, but the page hears if its own policy was the reason. */
async function fetchOrExplain(url: URL, init?: RequestInit): Promise<Response> {
  let refused = false;
  const listen = (event: SecurityPolicyViolationEvent): void => {
    if (event.effectiveDirective === 'connect-src') refused = true;
  };
  globalThis.document?.addEventListener('securitypolicyviolation', listen);
  try {
    return await fetch(url, { credentials: 'omit', ...init });
  } catch (cause) {
    // The event may come a moment after the refusal.
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new AssetError(whyNot(url, refused), { cause });
  } finally {
    globalThis.document?.removeEventListener('securitypolicyviolation', listen);
  }
}

function whyNot(url: URL, refused: boolean): string {
  if (refused)
    return `This page's Content-Security-Policy refused ${url.href}. Allow ${url.origin} in connect-src.`;
  if (globalThis.navigator?.onLine === false) {
    return `${url.href} could not be fetched: this device is offline. It is tried again with the next run.`;
  }
  const cors = `Access-Control-Allow-Origin: *`;
  return `${url.href} could not be fetched. Is its server up, and does it send "${cors}" if it is another origin?`;
}

/** Servers of single-page applications answer a missing file with their start page. */
const isPage = (response: Response): boolean =>
  (response.headers.get('content-type') ?? '').startsWith('text/html');

function notAnAsset(url: string): AssetError {
  return new AssetError(
    `${url} is not a file of the runtimes: the server answered with a page instead. ` +
      `Copy the folder "assets" of the package there, or set assetBase (asset-base) to where it is.`,
  );
}
