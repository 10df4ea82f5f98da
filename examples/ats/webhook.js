import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a webhook may be, in seconds: who records one cannot send it again tomorrow. */
const MOST_AGE = 300;

/**
 * Whether a webhook comes from the backend: `t=<seconds>,v1=<HMAC-SHA-256 of "t.body" in hexadecimal>`.
 *
 * @param {string | undefined} header X-Interview-Room-Signature
 * @param {string} body the body as it came, before it is parsed
 * @param {string} secret
 */
export function isGenuine(header, body, secret, now = Date.now()) {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!t || !v1 || Math.abs(now / 1000 - Number(t)) > MOST_AGE) return false;
  const expected = createHmac('sha256', secret).update(`${t}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(v1, 'hex'));
}
