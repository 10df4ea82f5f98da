import { httpTransport, type ChatTransport, type Dialect } from '@interview-room/assistant/streams';
import type { AssistOptions } from './options.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where models are asked, a row a provider. */
interface Provider {
  readonly key: string;
  readonly base: string;
  readonly model: string;
  readonly usualBase: string;
  readonly wire: (env: Environment) => { dialect: Dialect; path: string };
  readonly headers: (key: string) => Record<string, string>;
}

const bearer = (key: string): Record<string, string> => (key ? { Authorization: `Bearer ${key}` } : {});

const providers: readonly Provider[] = [
  {
    key: 'OPENAI_API_KEY',
    base: 'OPENAI_BASE_URL',
    model: 'OPENAI_MODEL',
    usualBase: 'https://api.openai.com/v1',
    wire: openAiWire,
    headers: bearer,
  },
  {
    key: 'ANTHROPIC_API_KEY',
    base: 'ANTHROPIC_BASE_URL',
    model: 'ANTHROPIC_MODEL',
    usualBase: 'https://api.anthropic.com',
    wire: () => ({ dialect: 'anthropic', path: '/v1/messages' }),
    headers: (key): Record<string, string> => ({
      ...(key && { 'x-api-key': key }),
      'anthropic-version': '2023-06-01',
    }),
  },
];

function openAiWire(env: Environment): { dialect: Dialect; path: string } {
  const api = env['OPENAI_API'] || 'chat';
  if (api === 'chat') return { dialect: 'openai-chat', path: '/chat/completions' };
  if (api === 'responses') return { dialect: 'openai-responses', path: '/responses' };
  throw new TypeError('OPENAI_API is "chat" or "responses".');
}

/** The environment that configures models, with what each is for. */
export const assistEnvironment = [
  ['OPENAI_API_KEY', 'Key of an OpenAI-compatible provider. A local model server may need none.'],
  ['OPENAI_BASE_URL', 'Its address, up to /v1 (usually https://api.openai.com/v1).'],
  ['OPENAI_MODEL', 'The models to ask there, the usual one first, with commas between.'],
  ['OPENAI_API', 'Which of its wires is spoken: chat or responses (usually chat).'],
  ['ANTHROPIC_API_KEY', 'Key of Anthropic.'],
  ['ANTHROPIC_BASE_URL', 'Its address (usually https://api.anthropic.com).'],
  ['ANTHROPIC_MODEL', 'The models to ask there, with commas between.'],
] as const;

/** What someone is told who asks a server without a model: the two lines that would configure one. */
export const HOW_TO_CONFIGURE = `No model is configured. Start the server with these two lines in its environment:
OPENAI_API_KEY=<key>
OPENAI_MODEL=<model>
A local model server has OPENAI_BASE_URL=http://localhost:11434/v1 in place of the key; for Anthropic the lines are ANTHROPIC_API_KEY and ANTHROPIC_MODEL.`;

/** The models that an environment names; undefined if it names none. Throws where it names half of one. */
export function modelsFrom(env: Environment): AssistOptions['models'] | undefined {
  const models = providers.flatMap((provider) => modelsOf(provider, env));
  return models.length > 0 ? Object.fromEntries(models) : undefined;
}

function modelsOf(provider: Provider, env: Environment): [string, ChatTransport][] {
  const key = env[provider.key] ?? '';
  const base = env[provider.base];
  const names = (env[provider.model] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (!key && !base) {
    if (names.length > 0) throw new TypeError(`${provider.model} needs ${provider.key} or ${provider.base}.`);
    return [];
  }
  if (names.length === 0) throw new TypeError(`${provider.model} is missing: which model is to be asked?`);
  const { dialect, path } = provider.wire(env);
  const endpoint = (base || provider.usualBase).replace(/\/+$/, '') + path;
  // Who waits is a person: what takes longer is for them to decide.
  const retries = { times: 2, longestMs: 3000 };
  const transport = httpTransport({ endpoint, dialect, headers: provider.headers(key), retries });
  return names.map((name) => [name, (request, options) => transport({ ...request, model: name }, options)]);
}
