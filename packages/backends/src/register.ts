import { registerDialects } from './dialects.js';

registerDialects();
