import * as v from 'valibot';
import { entrySchema, type Delivered } from './protocol/entry.js';
import { withheldSchema } from './protocol/frames.js';

const lineSchema = v.union([withheldSchema, entrySchema]);

/** Fetches a whole log: an entry a line. Throws if the backend does not give it, or if a line is none. */
export async function readLog(
  { url, fetcher }: { url: string; fetcher: typeof fetch },
  token: string | undefined,
): Promise<Delivered[]> {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const response = await fetcher(url, { ...(headers && { headers }) });
  if (!response.ok) throw new Error(`The backend did not give the log: it answered ${response.status}.`);
  const lines = (await response.text()).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => v.parse(lineSchema, JSON.parse(line)) as Delivered);
}
