/** Keeps what is being written through a reload, as long as the tab is open. Where that is refused, it is not kept. */
export const drafts = {
  read(key: string): string {
    try {
      return sessionStorage.getItem(name(key)) ?? '';
    } catch {
      return '';
    }
  },
  write(key: string, text: string): void {
    try {
      if (text) sessionStorage.setItem(name(key), text);
      else sessionStorage.removeItem(name(key));
    } catch {
      // A private window, or a full store: the draft lives as long as the page.
    }
  },
};

const name = (key: string): string => `ai-chat draft ${location.pathname} ${key}`;
