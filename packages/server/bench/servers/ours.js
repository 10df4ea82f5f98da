// This package's server on a SQLite file, as the command starts it; with limits that a bench does not run into.
import { createServer } from '../../dist/server.js';
import { SqliteLogEngine } from '../../dist/log/sqlite.js';
import { ready } from './report.js';

const [dir, secret] = process.argv.slice(2);
const many = 1_000_000_000;
const server = await createServer({
  engine: new SqliteLogEngine({ dir }),
  apiKeys: [secret],
  secret,
  grading: false,
  limits: { framesPerSecond: many, bytesPerSecond: many, requestsPerSecond: many, idleMs: many / 1000 },
});
ready(await server.listen(0));
