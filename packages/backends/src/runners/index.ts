export { pistonRunner, type PistonOptions } from './piston.js';
export { judge0Runner, type Judge0Options } from './judge0.js';
export { serverRunner, type ServerRunnerOptions } from './server.js';
export { chooseRunner, type ChooseOptions, type Policy } from './choose.js';
export { remoteCapabilities, type RemoteRunner } from './remote.js';
export type { RemoteOptions } from './wire.js';
