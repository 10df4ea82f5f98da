// The baseline: Pyodide as its own documentation loads it in a worker, with nothing of ours around it.
import { loadPyodide } from '/packages/runtimes/node_modules/pyodide/pyodide.mjs';

const booting = loadPyodide({ indexURL: '/packages/runtimes/node_modules/pyodide/' });

self.onmessage = async ({ data }) => {
  const pyodide = await booting;
  let text = '';
  pyodide.setStdout({ batched: (line) => (text += `${line}\n`) });
  pyodide.runPython(data);
  self.postMessage(text);
};
