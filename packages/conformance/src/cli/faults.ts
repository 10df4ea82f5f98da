import { noFaults, type Faults } from '../stand-ins/stand-in.js';

/** One fault, as it is named on the command line and typed. */
interface FaultName {
  /** What may be given for it. */
  readonly value: string;
  readonly text: string;
  set(faults: Faults, value: string): void;
}

const count =
  (key: 'delayMs' | 'drop' | 'html') =>
  (faults: Faults, value: string): void => {
    const number = Number(value);
    if (value === '' || !Number.isSafeInteger(number) || number < 0)
      throw new TypeError(`"${value}" is no whole number of 0 or more.`);
    faults[key] = number;
  };
const onOff = (value: string): boolean => {
  if (value === 'on' || value === 'true') return true;
  if (value === 'off' || value === 'false') return false;
  throw new TypeError(`"${value}" is neither on nor off.`);
};

/** Every fault that can be switched, by its name. */
export const faultNames: Readonly<Record<string, FaultName>> = {
  'delay': { value: 'MS', text: 'each answer and frame comes so much later', set: count('delayMs') },
  'drop': {
    value: 'N',
    text: 'every Nth connection breaks after its first frame; 0 for none',
    set: count('drop'),
  },
  'html': {
    value: 'N',
    text: 'every Nth request is answered with a page of HTML; 0 for none',
    set: count('html'),
  },
  'echo': {
    value: 'on|off|usual',
    text: 'whether the author of a change hears it too',
    set: (faults, value) => void (faults.echo = value === 'usual' ? undefined : onOff(value)),
  },
  'missing-complete': {
    value: 'on|off',
    text: 'what should end a stream or a task never comes',
    set: (faults, value) => void (faults.missingComplete = onOff(value)),
  },
};

/** Switches one. @throws {TypeError} in words, where there is none such or it cannot have that value. */
export function setFault(faults: Faults, name: string, value: string): void {
  const fault = Object.hasOwn(faultNames, name) ? faultNames[name] : undefined;
  if (!fault)
    throw new TypeError(`There is no fault "${name}". There are ${Object.keys(faultNames).join(', ')}.`);
  fault.set(faults, value);
}

/** `name=value`, several of them. */
export function readFaults(pairs: readonly string[]): Faults {
  const faults = { ...noFaults };
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    setFault(faults, at < 0 ? pair : pair.slice(0, at), at < 0 ? '' : pair.slice(at + 1));
  }
  return faults;
}
