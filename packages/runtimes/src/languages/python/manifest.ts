import type { EngineManifest, LanguageManifest } from '../language.js';

/** The Python that Pyodide 314.0.7 is. A test compares it with what `sys.version` says. */
export const python: LanguageManifest = {
  id: 'python',
  label: 'Python',
  version: '3.14.2',
  extensions: ['py'],
  entry: 'main.py',
  engine: 'python',
  testing: ['unittest', 'pytest'],
};

/**
 * Pyodide, its standard library, our harness, and the memory of an interpreter that has loaded both; and the wheels
 * that a host may have added.
 */
export const pythonEngine: EngineManifest = {
  id: 'python',
  driver: 'python.js',
  assets: [
    'pyodide/pyodide.asm.wasm.gz',
    'pyodide/snapshot.bin.gz',
    'pyodide/python_stdlib.zip',
    'pyodide/pyodide.asm.mjs.gz',
    'pyodide/pyodide.mjs',
    'pyodide/pyodide-lock.json.gz',
    'pyodide/harness.json.gz',
    'wheels/',
  ],
  spare: ['pyodide/snapshot.bin.gz'],
};
