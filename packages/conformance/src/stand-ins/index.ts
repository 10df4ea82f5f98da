export {
  noFaults,
  type Faults,
  type Heard,
  type StandIn,
  type StandInOptions,
  type StartStandIn,
} from './stand-in.js';
