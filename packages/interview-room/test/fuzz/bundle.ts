import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The script of a page, with the sources as they are. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    tsconfig: fileURLToPath(new URL('../../../../.config/tsconfig.tests.json', import.meta.url)),
    bundle: true,
    // Packages say which of their built files do something when they are imported. These are not built.
    ignoreAnnotations: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
