/** Puts text on the clipboard. False if the browser would not. */
export async function copyText(text: string, near: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text, near);
  }
}

/** The old way: for pages without a secure context, and frames that were not given the permission. */
function byCommand(text: string, near: Node): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
  };
  const page = near.ownerDocument ?? document;
  page.addEventListener('copy', fill, { capture: true, once: true });
  try {
    return page.execCommand('copy');
  } finally {
    page.removeEventListener('copy', fill, { capture: true });
  }
}
