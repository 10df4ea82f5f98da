/** Offers bytes as a download. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has taken it by the next turn; some take it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
