export { Mismatch, Skip, type Check, type Probe, type Suite, type Target } from './kit/index.js';
