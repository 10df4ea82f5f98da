import type { BackendNotice } from '@interview-room/core';

/** For the person who is in the room; what is less is for the record. */
export const isTold = ({ level }: BackendNotice): boolean => level !== 'event';

/** Somebody has to look at it: it stays until they have. */
export const isBad = ({ level }: BackendNotice): boolean => level === 'warning' || level === 'error';
