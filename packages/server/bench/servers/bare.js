// What every other server is compared with.
import { relay } from './relay.js';

relay();
