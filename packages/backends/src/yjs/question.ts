import { hashQuestion } from '@interview-room/core/protocol';
import { parseQuestion, type Question } from '@interview-room/core/question';
import type { Bridge } from '../bridge/index.js';
import { namedQuestion } from '../bridge/named-question.js';
import { layoutIn, pathsIn } from './layouts.js';

const entries: Readonly<Record<string, string>> = {
  python: 'main.py',
  javascript: 'main.js',
  typescript: 'main.ts',
  java: 'Main.java',
  cpp: 'main.cpp',
};

/** Sees to it that the room has a question to show the files of: that of the setting `question`, or one that is none. */
export async function openQuestion(bridge: Bridge, signal: AbortSignal): Promise<void> {
  const address = bridge.settings.get('question');
  const { question: known } = bridge.state;
  if (known && !address) return;
  const question =
    (address && (await namedQuestion(bridge, address, signal))) || (known ? undefined : blank(bridge));
  if (!question) return;
  const hash = hashQuestion(question);
  if (hash === known?.hash) return;
  // Laid out in the same bytes by everyone, so that it is there once. What a bound text says is not ours to begin.
  if (!layoutIn(bridge)) bridge.edit('room', (files) => files.seed(startersOf(question)));
  await bridge.enter('room', 'room.opened', { question: { id: question.id, hash }, content: question });
}

/** The files that there are, or one to begin with in each of the languages of the setting. */
function blank({ files, settings, request }: Bridge): Question | undefined {
  const bound = settings.has('text') ? pathsIn({ settings }) : files.list();
  const usual = (settings.has('map') && settings.get('language')) || 'python,javascript';
  const named = (settings.get('languages') ?? usual).split(',').map((name) => name.trim());
  const wanted = named
    .filter((name) => Object.hasOwn(entries, name))
    .map((name) => `${name}/${entries[name]}`);
  const paths = bound.filter((path) => path.includes('/'));
  const languages: Record<string, { entry: string; files: Record<string, string> }> = {};
  for (const path of paths.length > 0 ? paths : wanted) {
    const [language = '', ...rest] = path.split('/');
    const own = (languages[language] ??= { entry: rest.join('/'), files: {} });
    own.files[rest.join('/')] = '';
    if (rest.join('/') === entries[language]) own.entry = rest.join('/');
  }
  const id = request.session.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'room'; // prettier-ignore
  const title = request.session.slice(0, 100);
  const statement = 'You write here together. What everyone writes is shared as it is typed.';
  return parseQuestion({ id, title, statement, cases: [], languages }).question;
}

const startersOf = ({ languages }: Question): Record<string, string> =>
  Object.fromEntries(
    Object.entries(languages).flatMap(([name, { files }]) =>
      Object.entries(files).map(([path, file]) => [
        `${name}/${path}`,
        typeof file === 'string' ? file : file.text,
      ]),
    ),
  );
