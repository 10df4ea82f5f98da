/*
 * The shell, which is loaded when a model first calls it. `build/bash.js` puts in place of this module's compiled form one
 * that holds the shell itself and imports nothing: the shell's own entry for browsers asks for `node:zlib`.
 */
export { Bash } from 'just-bash/browser';
