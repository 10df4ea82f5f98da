/**
 * What the base needs of the language and the browser, taken before any candidate code runs: later these names and
 * prototypes belong to whoever patched them last.
 */
type Method<This, Args extends unknown[], Result> = (self: This, ...args: Args) => Result;

/** A method as a plain function that looks nothing up when it is called. */
function free<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): Method<This, Args, Result> {
  return Function.prototype.call.bind(method) as Method<This, Args, Result>;
}

export const charCodeAt = free(String.prototype.charCodeAt);
export const slice = free(String.prototype.slice);
export const indexOf = free(String.prototype.indexOf);
export const now = performance.now.bind(performance);
export const later = setTimeout.bind(globalThis);
export const cancel = clearTimeout.bind(globalThis);
export const postTo = free(MessagePort.prototype.postMessage) as Method<MessagePort, [unknown], void>;
export const decode = free(TextDecoder.prototype.decode);
export const wait = typeof Atomics === 'undefined' ? undefined : Atomics.wait;
export const text = String;
export const NativePromise = Promise;

const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get;
/** `event.data`, whatever has become of `MessageEvent.prototype`. */
export const messageData = free(dataOf as (this: MessageEvent) => unknown);
