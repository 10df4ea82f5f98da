/**
 * Takes the worker's global ways out, once the driver has booted and before a candidate's first line: nobody listens
 * at the other end of them, but what is gone cannot be flooded, closed or mistaken for something that works.
 */
const GONE = ['postMessage', 'close', 'BroadcastChannel', 'Worker', 'SharedWorker', 'importScripts'];

export function lockDown(scope: object): void {
  for (let object: object | null = scope; object; object = Object.getPrototypeOf(object) as object | null) {
    for (const name of GONE) Reflect.deleteProperty(object, name);
  }
}
