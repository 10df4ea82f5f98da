import type { Guard } from './guard.js';

type Kind = 'global' | 'env' | 'property';
interface Stub {
  kind: Kind;
  target: object;
  key: string;
  before: PropertyDescriptor | undefined;
}

/** Globals, environment variables and properties replaced for a while. */
export class Stubs {
  private stubs: Stub[] = [];

  constructor(private readonly guard: () => Guard) {}

  /** Takes back what was replaced, the newest first: all of it or one kind. */
  undo(kind?: Kind): void {
    for (const stub of this.stubs.filter((one) => !kind || one.kind === kind).reverse()) this.restore(stub);
  }

  /** Takes all back for now. What it gives replaces it again. */
  park(): () => void {
    const parked = this.stubs.map((stub) => ({ ...stub, now: describe(stub) }));
    this.undo();
    return () => {
      for (const { kind, target, key, now } of parked) this.set(kind, target, key, now);
    };
  }

  names(): Record<string, unknown> {
    const environment = (): object => (globalThis as unknown as { process: { env: object } }).process.env;
    return {
      stubGlobal: (name: string, value: unknown) => this.replace('global', globalThis, name, value),
      unstubAllGlobals: () => this.undo('global'),
      stubEnv: (name: string, value: unknown) =>
        value === undefined
          ? this.set('env', environment(), name, undefined)
          : this.replace('env', environment(), name, String(value)),
      unstubAllEnvs: () => this.undo('env'),
      replaceProperty: (object: object, key: string, value: unknown) => this.property(object, key, value),
    };
  }

  private property(object: object, key: string, value: unknown): object {
    const stub = this.replace('property', object, key, value);
    const handle = {
      restore: () => this.restore(stub),
      replaceValue: (next: unknown) => {
        put(stub, valued(next));
        return handle;
      },
    };
    return handle;
  }

  private replace(kind: Kind, target: object, key: string, value: unknown): Stub {
    return this.set(kind, target, key, valued(value));
  }

  private set(kind: Kind, target: object, key: string, next: PropertyDescriptor | undefined): Stub {
    const stub = { kind, target, key, before: Object.getOwnPropertyDescriptor(target, key) };
    this.guard().allow(target, key);
    put(stub, next);
    this.stubs.push(stub);
    return stub;
  }

  private restore(stub: Stub): void {
    if (!this.stubs.includes(stub)) return;
    this.stubs = this.stubs.filter((one) => one !== stub);
    put(stub, stub.before);
  }
}

const valued = (value: unknown): PropertyDescriptor => ({
  value,
  writable: true,
  configurable: true,
  enumerable: true,
});

function describe({ target, key }: Stub): PropertyDescriptor | undefined {
  return Object.getOwnPropertyDescriptor(target, key);
}

function put({ target, key }: Stub, next: PropertyDescriptor | undefined): void {
  if (next) Object.defineProperty(target, key, next);
  else Reflect.deleteProperty(target, key);
}
