// The SDK's own origin: static files, and a few headers.
import { fileURLToPath } from 'node:url';
import { pathOf, sendFile } from './http.js';

const folder = fileURLToPath(
  new URL('.', import.meta.resolve('@interview-room/interview-room/cdn/interview-room.js')),
);

export async function sdk(request, response) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const path = pathOf(request);
  if (path.endsWith('/sandbox.html'))
    response.setHeader('Document-Isolation-Policy', 'isolate-and-require-corp');
  await sendFile(response, folder, path);
}
