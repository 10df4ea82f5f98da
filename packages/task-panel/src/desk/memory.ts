/** Which task was looked at, of each backend, as long as the tab is open. Where that is refused, it is not kept. */
export const memory = {
  read(backend: string): string | undefined {
    try {
      return sessionStorage.getItem(name(backend)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(backend: string, id: string | undefined): void {
    try {
      if (id) sessionStorage.setItem(name(backend), id);
      else sessionStorage.removeItem(name(backend));
    } catch {
      // A private window, or a full store: it is known as long as the page.
    }
  },
};

const name = (backend: string): string => `task-panel ${location.pathname} ${backend}`;
