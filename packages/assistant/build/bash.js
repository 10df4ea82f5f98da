import { build } from 'esbuild';
import { shellBundle } from './shell-bundle.js';

await build(shellBundle);
