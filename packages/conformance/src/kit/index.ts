export { Mismatch, Skip, type Check, type Probe, type Suite, type Target } from './check.js';
