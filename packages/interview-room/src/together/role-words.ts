import type { Role } from '@interview-room/core';

/** The word for each role. */
export const ROLE_WORDS = {
  candidate: 'roleCandidate',
  interviewer: 'roleInterviewer',
  observer: 'roleObserver',
  assistant: 'roleAssistant',
} as const satisfies Record<Role, string>;
