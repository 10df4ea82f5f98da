import { type TemplateResult } from 'lit';
/** Renders into the page, waits for the first element to be drawn, and gives it. All are removed after each test. */
export declare function fixture<T extends Element>(template: TemplateResult, parent?: ParentNode): Promise<T>;
/** Waits until `ready` gives something truthy, and gives that. Fails with `what` after `ms`. */
export declare function until<T>(ready: () => T, what?: string, ms?: number): Promise<NonNullable<T>>;
/** The next event of that type on `target`. */
export declare function once<E extends Event = Event>(target: EventTarget, type: string): Promise<E>;
