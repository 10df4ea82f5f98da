import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleText } from './bundle.js';
import { root, sources } from './paths.js';
import { once } from './stamp.js';

/** No address of any origin: not even the one that the files came from can be reached. */
const policy = (hash) =>
  `default-src 'none'; script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'; worker-src data: blob:; base-uri 'none'; form-action 'none'`;

const page = (script, hash) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(hash)}">
<title>Sandbox in which programs run</title>
<script>${script}</script>
</html>
`;

/** The frame's one script, with the worker's base in it as text, in a page that allows that script and no other. */
export async function writeSandbox(assets) {
  const out = join(assets, 'sandbox.html');
  await once('sandbox', sources('build'), [out], async () => {
    const base = await bundleText(join(root, 'src/worker/base.ts'));
    const define = { WORKER_BASE: JSON.stringify(base.code) };
    const frame = await bundleText(join(root, 'src/sandbox/frame/main.ts'), { format: 'iife', define });
    const script = frame.code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
    const hash = createHash('sha256').update(script).digest('base64');
    await writeFile(out, page(script, hash));
    return [...base.files, ...frame.files];
  });
}
