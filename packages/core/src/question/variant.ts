import { callCaseSchema, classCaseSchema, stdioCaseSchema } from './schema.js';

// The first key that a case has says which kind it was meant to be.
const variants = [
  { keys: ['construct', 'steps'], schema: classCaseSchema },
  { keys: ['stdin', 'stdout'], schema: stdioCaseSchema },
  { keys: ['call'], schema: callCaseSchema },
] as const;

/** The schema of the kind of case that this value was meant to be, if its keys tell. */
export function variantOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined;
  return variants.find(({ keys }) => keys.some((key) => key in value))?.schema;
}
