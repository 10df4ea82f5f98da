import react from '@vitejs/plugin-react';
import { cpSync, createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const require = createRequire(import.meta.url);
const assets = join(dirname(require.resolve('@interview-room/runtimes')), 'assets');
const questions = resolve(import.meta.dirname, '../practice/questions');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a folder under `path` while developing, and copies it there when building. */
function folder(path: string, from: string): Plugin {
  let out = '';
  return {
    name: `folder:${path}`,
    configResolved: (config) => void (out = resolve(config.root, config.build.outDir)),
    configureServer: (server) => {
      server.middlewares.use(`/${path}`, (request, response, next) => {
        const file = join(from, new URL(request.url ?? '/', 'http://any').pathname);
        if (!existsSync(file) || !extname(file)) return next();
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    writeBundle: () => cpSync(from, join(out, path), { recursive: true }),
  };
}

// The runtimes' files are not code of the application: they are served as they are, and `asset-base` says where.
// oxlint-disable-next-line import/no-default-export -- where Vite looks for it
export default defineConfig({
  base: './',
  plugins: [react(), folder('interview-room', assets), folder('questions', questions)],
  build: { target: 'es2022' },
});
