import { randomBytes } from 'node:crypto';
import { ConflictError, type Documents } from '../log/documents.js';

const BUCKET = 'server';
const KEY = 'secret';

/** The secret that this store's tokens are signed by: made once, and kept beside the logs for every process on them. */
export async function keptSecret(documents: Documents): Promise<string> {
  const found = await documents.get(BUCKET, KEY);
  if (typeof found?.value === 'string') return found.value;
  const secret = randomBytes(32).toString('base64url');
  try {
    await documents.put(BUCKET, KEY, secret, 0);
    return secret;
  } catch (error) {
    if (error instanceof ConflictError) return keptSecret(documents);
    throw error;
  }
}
