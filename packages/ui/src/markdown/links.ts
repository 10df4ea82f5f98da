const linkSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const imageSchemes = new Set(['http:', 'https:']);

/**
 * The address that a link may lead to, in the browser's own normal form so that what was judged is what is followed,
 * or undefined. Allowed are `http`, `https`, `mailto` (or `schemes`, each with its colon) and a `#fragment`; a relative
 * address is not, since the text cannot know on whose page it is shown.
 */
export function safeLink(href: string, schemes = linkSchemes): string | undefined {
  if (/^#[^\s]*$/.test(href)) return href;
  return allowed(href, schemes);
}

/** The address that an image may be fetched from (`http` and `https` alone), or undefined. */
export function safeImage(src: string): string | undefined {
  return allowed(src, imageSchemes);
}

function allowed(address: string, schemes: ReadonlySet<string>): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  // `https://bank.example@evil.example` leads elsewhere than it reads.
  const disguised = url.username !== '' || url.password !== '';
  return schemes.has(url.protocol) && !disguised ? url.href : undefined;
}
