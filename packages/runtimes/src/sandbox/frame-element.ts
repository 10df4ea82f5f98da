/** The hidden frame: its element, and how one is brought up. */
import { CONNECT, HELLO } from './protocol.js';

/** How long a loaded frame may take to call: it does so before its `load` event, so this is for slow machines. */
const CALL_MS = 1500;
/** How long it may take to load at all. */
const LOAD_MS = 15_000;

export interface OpenFrame {
  element: HTMLIFrameElement;
  port: MessagePort;
}

/** The frame from `url`; where that cannot be shown in a frame, the same document by value. */
export async function openFrame(url: string, signal: AbortSignal): Promise<OpenFrame> {
  const shown = await tryFrame((frame) => (frame.src = url), signal);
  if (shown) return shown;
  const text = await fetchText(url);
  const written = text && (await tryFrame((frame) => frame.setAttribute('srcdoc', text), signal));
  if (written) return written;
  throw new Error(
    `The sandbox ${url} could not be opened in a frame. Allow ${new URL(url).origin} in this page's frame-src; ` +
      `if this page sends Cross-Origin-Embedder-Policy, send it with sandbox.html too; or set sandboxUrl (sandbox-url).`,
  );
}

/**
 * Where the file cannot be shown in a frame (X-Frame-Options, or COEP without its own header), its text may still be
 * had. It is our own document, and an opaque origin by `sandbox`, so no sink of this page's.
 */
async function fetchText(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    const text = response.ok ? await response.text() : '';
    return text.includes(HELLO) ? text : undefined;
  } catch {
    return undefined;
  }
}

async function tryFrame(
  point: (frame: HTMLIFrameElement) => void,
  signal: AbortSignal,
): Promise<OpenFrame | undefined> {
  const element = hiddenFrame();
  try {
    point(element);
    const called = await calls(element, signal);
    if (!called) throw new Error('It did not call.');
  } catch {
    element.remove();
    signal.throwIfAborted();
    return undefined;
  }
  const { port1, port2 } = new MessageChannel();
  // An opaque origin has no name to post to; the window is known to be the frame's, which cannot be led elsewhere.
  element.contentWindow?.postMessage(CONNECT, '*', [port2]);
  return { element, port: port1 };
}

/** Out of sight, out of the layout, out of the way of focus and of assistive technology. */
function hiddenFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.title = 'Sandbox in which programs run';
  frame.tabIndex = -1;
  const style = {
    'position': 'fixed',
    'inset': '0 auto auto 0',
    'width': '1px',
    'height': '1px',
    'border': '0',
    'opacity': '0',
    'pointer-events': 'none',
    'z-index': '-1',
  };
  for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important');
  return frame;
}

/** Waits for the frame's one call. False if it has loaded something else, or nothing. */
function calls(element: HTMLIFrameElement, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => end(false), LOAD_MS);
    const hear = (event: MessageEvent): void => {
      if (event.source === element.contentWindow && event.data === HELLO) end(true);
    };
    const loaded = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(false), CALL_MS);
    };
    const abort = (): void => {
      cleanUp();
      reject(new Error('aborted'));
    };
    const cleanUp = (): void => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      element.removeEventListener('load', loaded);
      signal.removeEventListener('abort', abort);
    };
    const end = (called: boolean): void => {
      cleanUp();
      resolve(called);
    };
    if (signal.aborted) return abort();
    addEventListener('message', hear);
    element.addEventListener('load', loaded);
    signal.addEventListener('abort', abort);
    // Beside the body, not in it: frameworks replace the body's children as they please.
    document.documentElement.append(element);
  });
}
