/**
 * What the vendor's page may do: run its own scripts and the SDK's, use its own styles, and speak to the three origins.
 * Nothing is inline, nothing is `unsafe`, and no text becomes HTML or script.
 */
export function pagePolicy({ nonce, sdk, backend }) {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // Some browsers do not take http://… for its sockets too.
    `connect-src 'self' ${sdk} ${backend} ${backend.replace(/^http/, 'ws')}`,
    `frame-src ${sdk}`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html`,
  ].join('; ');
}
