/*
 * Secrets by their looks. Each pattern is linear: what it may repeat is bounded, or cannot match what follows it. Only what
 * has the form of a key goes: a line like `token = next(tokens)` is a program's own and has to reach the model as it is.
 */

/**
 * How a kind of secret looks. What it begins with is given letter by letter, so that half of it is known too. Nothing is asked
 * of what follows: that may not have come yet.
 */
interface Looks {
  /** Letters, or classes of them in brackets. */
  readonly heads: readonly string[];
  /** Whether it begins where a word does. */
  readonly word: boolean;
  /** Whether its head may be in any case. */
  readonly anyCase?: boolean;
  /** What stands between its head and the secret: both are kept then, to show what was there. */
  readonly between?: string;
  readonly secret: string;
  /** What of all that may stand after the head while the rest is still to come; else the secret itself, shorter. */
  readonly open?: string;
}

const word = (heads: string | readonly string[], secret: string, open?: string): Looks => ({
  heads: typeof heads === 'string' ? [heads] : heads,
  word: true,
  secret,
  ...(open !== undefined && { open }),
});

const looks: readonly Looks[] = [
  word('sk-', '(?:ant-|proj-|svcacct-|or-)?[A-Za-z0-9_-]{20,4000}'),
  word(['[spr]k_live_', '[spr]k_test_'], '[A-Za-z0-9]{16,4000}'),
  word(['AKIA', 'ASIA'], '[A-Z0-9]{16}'),
  word('gh[pousr]_', '[A-Za-z0-9]{30,4000}'),
  word('github_pat_', '[A-Za-z0-9_]{30,4000}'),
  word('glpat-', '[A-Za-z0-9_-]{20,4000}'),
  word('xox[abeoprs]-', '[A-Za-z0-9-]{10,4000}'),
  word('AIza', '[A-Za-z0-9_-]{35}'),
  word('npm_', '[A-Za-z0-9]{36}'),
  word('hf_', '[A-Za-z0-9]{30,4000}'),
  word(
    'eyJ',
    '[A-Za-z0-9_-]{8,2000}\\.[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{8,2000}',
    '[A-Za-z0-9_.-]{0,8002}',
  ),
  { ...word('bearer ', '[A-Za-z0-9._~+/-]{20,4000}={0,2}'), anyCase: true, between: '' },
  {
    heads: ['://'],
    word: false,
    between: '[^\\s/:@]{1,200}:',
    secret: '[^\\s/@]{1,200}(?=@)',
    open: '[^\\s/:@]{0,200}(?::[^\\s/@]{0,200})?',
  },
  {
    heads: [
      ['apikey', 'api_key', 'secretkey', 'secret_key', 'secret', 'accesskey', 'access_key'],
      ['authtoken', 'auth_token', 'password', 'passwd'],
    ].flat(),
    word: false,
    anyCase: true,
    between: `["']?\\s{0,4}[:=]\\s{0,4}["']?`,
    secret: '(?=[A-Za-z0-9_./+-]{0,200}\\d)[A-Za-z0-9_./+-]{16,200}={0,2}',
    open: `["']?\\s{0,4}(?:[:=]\\s{0,4}["']?[A-Za-z0-9_./+-]{0,4000}={0,2})?`,
  },
];

const KEY_END = '-----END [A-Z ]{0,40}PRIVATE KEY-----';
const KEY_BEGIN = '-----BEGIN ';
const KEY_NAME = '[A-Z ]{0,40}PRIVATE KEY-----';

/** What a private key begins and ends with. What stands between is of any length. */
export const privateKey = { begins: new RegExp(KEY_BEGIN + KEY_NAME), ends: new RegExp(KEY_END) } as const;
/** More than its end is long. */
export const LONGEST_END = 80;

const anyOf = (all: readonly string[]) => `(?:${all.join('|')})`;
const boundary = ({ word: isWord }: Looks) => (isWord ? '\\b' : '');

/** A head, letter by letter: where cases are not told apart, each letter in both. */
const atomsOf = (head: string, { anyCase }: Looks): string[] =>
  (head.match(/\[[^\]]*\]|./g) ?? []).map((atom) =>
    anyCase && /^[a-z]$/.test(atom) ? `[${atom}${atom.toUpperCase()}]` : atom,
  );

const wholeOf = (each: Looks): string => {
  const { heads, between, secret } = each;
  const head = boundary(each) + anyOf(heads.map((one) => atomsOf(one, each).join('')));
  return between === undefined ? head + secret : `(${head}${between})${secret}`;
};

/** The beginnings of a head, and what may stand after the whole of it. */
const begun = (atoms: readonly string[], open: string): string =>
  atoms.reduceRight((rest, atom) => `${atom}(?:${rest})?`, open);

/** A secret that is shorter than it has to be. */
const shorter = (secret: string) =>
  secret.replaceAll(/\{(?:\d+,)?(\d+)\}/g, (_, most: string) => `{0,${most}}`);

const openOf = (each: Looks): string => {
  const { heads, secret, open = shorter(secret) } = each;
  return boundary(each) + anyOf(heads.map((head) => begun(atomsOf(head, each), open)));
};

const openKey = begun([...KEY_BEGIN], '[A-Z ]{0,51}-{0,5}');

/** A private key, or what there is of one. */
export const wholeKey = new RegExp(`${KEY_BEGIN}${KEY_NAME}[\\s\\S]*?(?:${KEY_END}|$)`, 'g');
/** Any other secret. What its groups have is kept. */
export const wholeSecret = new RegExp(anyOf(looks.map(wholeOf)), 'g');
/** The end of a text that may be the beginning of a secret. */
export const opening = new RegExp(`${anyOf([openKey, ...looks.map(openOf)])}$`);
