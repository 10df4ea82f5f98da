/**
 * Puts text on the clipboard; tells whether that worked. Must be called from a click or a key. Where the Clipboard
 * API is missing or refused (an insecure page, a frame without `clipboard-write`), the browser's own copy command is
 * used, with the text handed over in its `copy` event: no helper element, no focus moved, no selection lost.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = event.clipboardData !== null;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return done && taken;
}
