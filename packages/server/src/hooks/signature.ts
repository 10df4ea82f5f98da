import { createHmac } from 'node:crypto';

/** The name of the header that proves who sent a webhook, and when. */
export const SIGNATURE_HEADER = 'X-Interview-Room-Signature';

/** `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "t.body", hexadecimal>` */
export function signatureOf(secret: string, body: string, now = Date.now()): string {
  const t = Math.floor(now / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
