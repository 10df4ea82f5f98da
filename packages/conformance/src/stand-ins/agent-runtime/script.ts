/** What a task of a stand-in does: one step after the other. */
export interface Step {
  readonly phase?: Phase;
  readonly activity?: string;
  readonly level?: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  readonly message: string;
  readonly agent: string;
  /** Written into the session with this step. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The task fails here. */
  readonly fails?: boolean;
}
export type Phase = 'planning' | 'generating_tests' | 'running_tests' | 'fixing_tests';
export const types = ['complete', 'plan', 'generate', 'fix', 'run', 'custom'] as const;
export type TaskType = (typeof types)[number];

const PLAN = '# Test plan\n\n1. Sign in with a right and a wrong password\n2. Add to the basket, and pay\n';
const TEST = (price: string) => `import { test, expect } from '@playwright/test';

test('the basket adds up', async ({ page }) => {
  await page.goto('/basket');
  await expect(page.getByRole('status')).toHaveText('${price}');
});
`;
/** An image of one pixel: a file that is no text. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const plan = (app: string): Step[] => [
  { phase: 'planning', activity: 'Reading the application', message: `Opening ${app}`, agent: 'planner' },
  { level: 'INFO', message: 'Found 2 flows: sign in, basket', agent: 'planner' },
  { level: 'INFO', message: 'Wrote plan.md', agent: 'planner', files: { 'plan.md': PLAN } },
];
const generate = (): Step[] => [
  {
    phase: 'generating_tests',
    activity: 'Writing tests',
    message: 'Starting from the plan',
    agent: 'generator',
  },
  { level: 'INFO', message: 'Wrote tests/basket.spec.ts', agent: 'generator', files: { 'tests/basket.spec.ts': TEST('12') } }, // prettier-ignore
];
const run = (passes: boolean): Step[] => [
  { phase: 'running_tests', activity: 'Running the tests', message: 'Starting a browser', agent: 'runner' },
  passes
    ? { level: 'INFO', message: '1 passed', agent: 'runner', files: { 'results.json': '{"passed":1,"failed":0}' } }
    : { level: 'WARNING', message: '1 failed: expected 12, found 12.00', agent: 'runner', files: { 'screens/basket.png': PIXEL } }, // prettier-ignore
];
const fix = (): Step[] => [
  { phase: 'fixing_tests', activity: 'Mending a test', message: 'The price has two places', agent: 'fixer' },
  { level: 'INFO', message: 'Mended tests/basket.spec.ts', agent: 'fixer', files: { 'tests/basket.spec.ts': TEST('12.00') } }, // prettier-ignore
];

const scripts: Record<TaskType, (app: string) => Step[]> = {
  complete: (app) => [...plan(app), ...generate(), ...run(false), ...fix(), ...run(true)],
  plan,
  generate,
  run: () => run(true),
  fix: () => [...run(false), ...fix(), ...run(true)],
  custom: () => [
    { activity: 'Doing what was asked', level: 'INFO', message: 'Read the instructions', agent: 'agent' },
    { level: 'INFO', message: 'Wrote notes.md', agent: 'agent', files: { 'notes.md': '# Notes\n' } },
  ],
};

/**
 * The script of a task. Its instructions may say more: `fail` (it ends in an error), `lines:5000` (so many lines of log),
 * `forever` (it goes on until it is cancelled).
 */
export function scriptOf(type: TaskType, app: string, instructions: string): Step[] {
  const steps = scripts[type](app);
  const lines = Number(/\blines:(\d{1,6})\b/.exec(instructions)?.[1] ?? 0);
  const talk = Array.from({ length: lines }, (_, n): Step => ({ message: `Line ${n + 1} of ${lines}`, agent: 'agent' })); // prettier-ignore
  const script = [...steps.slice(0, -1), ...talk, ...steps.slice(-1)];
  if (!/\bfail\b/.test(instructions)) return script;
  return [...script.slice(0, -1), { level: 'ERROR', message: 'The application does not answer', agent: 'runner', fails: true }]; // prettier-ignore
}
export const goesOn = (instructions: string): boolean => /\bforever\b/.test(instructions);
