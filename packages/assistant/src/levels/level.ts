/** How much an assistant may do, from nothing to everything. */
export const levelNames = ['off', 'consultant', 'pair-programming', 'full-copilot'] as const;
/** How much an assistant may do. */
export type Level = (typeof levelNames)[number];
