export { execute, type Executed, type Finished, type Order } from './execute.js';
export { toolchains, type Toolchain } from './toolchains.js';
export { fromHere } from './from-here.js';
