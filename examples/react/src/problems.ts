export interface Problem {
  id: string;
  title: string;
}

export const problems: readonly [Problem, ...Problem[]] = [
  { id: 'two-sum', title: 'Two sum' },
  { id: 'balanced-brackets', title: 'Balanced brackets' },
  { id: 'lru-cache', title: 'Least recently used' },
];
