// The vendor's side of the backend's REST API. The key stays in this process.
import { HttpError } from './http.js';

/** @param {{ backend: string, apiKey: string }} options */
export function backendClient({ backend, apiKey }) {
  async function post(path, body) {
    const answer = await fetch(`${backend}${path}`, {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new HttpError(502, `The interview’s backend answered ${answer.status}.`);
    return answer.json();
  }
  return {
    /** Makes a room, and has what happens there told to an address. Gives its id. */
    makeRoom: async (question, webhookUrl) =>
      (await post('/api/rooms', { question, webhook: { url: webhookUrl } })).id,
    /** A token for one person in one room. It lasts minutes: the page asks again at each connect. */
    makeToken: async (room, { sub, role, name, extraTime }) =>
      (await post(`/api/rooms/${room}/tokens`, { sub, role, name, extraTime, ttl: 600 })).token,
  };
}
