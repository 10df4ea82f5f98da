// A room that people share, on the reference backend, for `npm start`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './serve.js';
import { root } from './lib.js';

const KEY = 'local';

/**
 * Starts the backend on a free port from `port` on, with its logs in `dir`, and opens a room on a question. Where the
 * environment names a model (`OPENAI_MODEL`, `ANTHROPIC_MODEL`), the room has an assistant that asks it; where it names half
 * of one, it has none, and `problem` says what is missing.
 *
 * @param {{ port?: number, dir?: string, question?: string, env?: Record<string, string | undefined>, level?: string }} [options]
 */
export async function openRoom({
  port = 8787,
  dir = join(root, '.cache', 'rooms'),
  question = join(root, 'examples', 'interview', 'merge-intervals.json'),
  env = process.env,
  level = 'pair-programming',
} = {}) {
  const { createServer, modelsFrom, SqliteLogEngine } = await import('../packages/server/dist/index.js');
  mkdirSync(dir, { recursive: true });
  const { models, problem } = named(modelsFrom, env);
  const server = await createServer({
    engine: new SqliteLogEngine({ dir }),
    apiKeys: [KEY],
    ...(models && { assist: { models } }),
    sdk: join(root, 'packages', 'interview-room', 'dist', 'cdn'),
  });
  const chosen = await freePort(port);
  await server.listen(chosen);
  const url = `http://localhost:${chosen}`;
  const response = await fetch(`${url}/api/rooms`, {
    method: 'POST',
    headers: { 'Authorization': `Bearer ${KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      question: JSON.parse(readFileSync(question, 'utf8')),
      ...(models && { options: { assist: { level } } }),
    }),
  });
  if (!response.ok) throw new Error(`The room could not be opened: ${await response.text()}`);
  return {
    url,
    models: Object.keys(models ?? {}),
    problem,
    ...(await response.json()),
    close: () => server.close(),
  };
}

/** The models that an environment names, or why it names none: one that has a key for something else opens a room, too. */
function named(modelsFrom, env) {
  try {
    return { models: modelsFrom(env) };
  } catch (error) {
    return { problem: error.message };
  }
}
