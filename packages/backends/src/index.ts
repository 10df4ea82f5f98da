export {
  bridgeBackend,
  type Bridge,
  type BridgeOptions,
  type Far,
  type Link,
  type OpenFar,
} from './bridge/index.js';
export { dialects, openBackend, registerDialects, type OpenBackend } from './dialects.js';
