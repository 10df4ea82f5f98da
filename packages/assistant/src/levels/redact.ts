/*
 * Secrets by their looks. Each pattern is linear: what it may repeat is bounded, or cannot match what follows it. Only what
 * has the form of a key goes: a line like `token = next(tokens)` is a program's own and has to reach the model as it is.
 */
const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\bsk-(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9_-]{20,200}/g,
  /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/g,
  /\bgithub_pat_[A-Za-z0-9_]{30,255}/g,
  /\bglpat-[A-Za-z0-9_-]{20,200}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,200}/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bhf_[A-Za-z0-9]{30,200}/g,
  /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000}/g,
];

/** What stands before the secret is kept, so that it shows what was there. */
const named: readonly RegExp[] = [
  /(\bBearer )[A-Za-z0-9._~+/-]{20,4000}={0,2}/gi,
  /(:\/\/[^\s/:@]{1,200}:)[^\s/@]{1,200}(?=@)/g,
  /(\b[A-Z0-9_]{0,60}(?:API_?KEY|SECRET(?:_?KEY)?|ACCESS_?KEY|AUTH_?TOKEN|PASSWORD|PASSWD)["']?\s{0,4}[:=]\s{0,4}["']?)(?=[A-Za-z0-9_./+-]{0,200}\d)[A-Za-z0-9_./+-]{16,200}={0,2}/gi,
];

/** What a secret is shown as. */
export const REDACTED = '[redacted]';

/** A text without what looks like a key, a token or a password. */
export function redact(text: string): string {
  const without = secrets.reduce((rest, pattern) => rest.replace(pattern, REDACTED), text);
  return named.reduce((rest, pattern) => rest.replace(pattern, `$1${REDACTED}`), without);
}
