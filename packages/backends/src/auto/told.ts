import type { BackendNotice, NoticeOffer } from '@interview-room/core';

/** A notice before those of a backend, or alone. */
export function noticeBefore(first: BackendNotice, others: NoticeOffer | undefined): NoticeOffer {
  return {
    get recent() {
      return [first, ...(others?.recent ?? [])];
    },
    subscribe: (listener) => others?.subscribe(listener) ?? (() => {}),
  };
}
