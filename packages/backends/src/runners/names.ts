import type { LanguageInfo } from '@interview-room/runtimes';

/** A language by the name that questions have for it, and how other services call it. */
interface Row {
  readonly id: string;
  readonly label: string;
  readonly extensions: readonly string[];
  readonly entry: string;
  readonly also: readonly string[];
}

const row = (id: string, label: string, extensions: string, entry: string, also = ''): Row => ({
  id,
  label,
  entry,
  extensions: extensions.split(' '),
  also: also.split(' ').filter(Boolean),
});

/** A language a row: adding one is adding a row. */
const rows: readonly Row[] = [
  row('python', 'Python', 'py', 'main.py', 'py python3 py3'),
  row('javascript', 'JavaScript', 'js mjs cjs', 'main.js', 'js node nodejs node-javascript node-js'),
  row('typescript', 'TypeScript', 'ts mts cts', 'main.ts', 'ts node-ts tsc'),
  row('java', 'Java', 'java', 'Main.java', 'openjdk'),
  row('c', 'C', 'c h', 'main.c', 'gcc'),
  row('cpp', 'C++', 'cpp cc hpp h', 'main.cpp', 'c++ g++ cplusplus'),
  row('csharp', 'C#', 'cs', 'main.cs', 'c# mono dotnet csharp.net cs'),
  row('go', 'Go', 'go', 'main.go', 'golang'),
  row('rust', 'Rust', 'rs', 'main.rs', 'rs'),
  row('ruby', 'Ruby', 'rb', 'main.rb', 'rb'),
  row('php', 'PHP', 'php', 'main.php'),
  row('kotlin', 'Kotlin', 'kt kts', 'main.kt', 'kt'),
  row('swift', 'Swift', 'swift', 'main.swift'),
  row('scala', 'Scala', 'scala sc', 'main.scala', 'sc'),
  row('bash', 'Bash', 'sh', 'main.sh', 'sh shell'),
  row('sql', 'SQL', 'sql', 'main.sql', 'sqlite sqlite3'),
  row('haskell', 'Haskell', 'hs', 'main.hs', 'hs'),
  row('lua', 'Lua', 'lua', 'main.lua'),
  row('perl', 'Perl', 'pl', 'main.pl', 'pl'),
  row('r', 'R', 'r', 'main.r', 'rscript'),
  row('dart', 'Dart', 'dart', 'main.dart'),
  row('elixir', 'Elixir', 'exs ex', 'main.exs', 'exs'),
  row('erlang', 'Erlang', 'erl', 'main.erl', 'erl'),
  row('clojure', 'Clojure', 'clj', 'main.clj', 'clj'),
  row('fsharp', 'F#', 'fs fsx', 'main.fs', 'f# fsharp.net fsi fsharp.fsi'),
  row('julia', 'Julia', 'jl', 'main.jl', 'jl'),
  row('ocaml', 'OCaml', 'ml', 'main.ml', 'ml'),
  row('zig', 'Zig', 'zig', 'main.zig'),
  row('nim', 'Nim', 'nim', 'main.nim'),
  row('pascal', 'Pascal', 'pas', 'main.pas', 'freepascal fpc'),
  row('groovy', 'Groovy', 'groovy', 'main.groovy'),
  row('fortran', 'Fortran', 'f90', 'main.f90', 'gfortran'),
  row('cobol', 'COBOL', 'cob', 'main.cob', 'cob'),
  row('lisp', 'Common Lisp', 'lisp', 'main.lisp', 'commonlisp common-lisp sbcl'),
  row('prolog', 'Prolog', 'pl', 'main.pl'),
];

const byName = new Map(rows.flatMap((each) => [each.id, ...each.also].map((name) => [name, each])));

/** How a service has a language: its own name for it, and a version. */
export interface Found {
  readonly name: string;
  readonly version: string;
}

/** A language of a service, as questions name it. `own` is what the service is to be told. */
export interface RemoteLanguage<Own = unknown> extends LanguageInfo {
  readonly own: Own;
}

/** The language that a service means. One that is not known here keeps its own name. */
export function languageNamed<Own>({ name, version }: Found, own: Own): RemoteLanguage<Own> {
  const key = name.trim().toLowerCase();
  const known = byName.get(key);
  const id = known?.id ?? (key.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'unnamed');
  return {
    id: id.slice(0, 60),
    label: known?.label ?? name.trim().slice(0, 60),
    version: version.slice(0, 60),
    extensions: [...(known?.extensions ?? ['txt'])],
    entry: known?.entry ?? 'main.txt',
    testing: [],
    own,
  };
}

/** One of each language: the best that there is. */
export function bestOfEach<Own>(
  all: readonly RemoteLanguage<Own>[],
  better: (one: RemoteLanguage<Own>, other: RemoteLanguage<Own>) => boolean = isNewer,
): RemoteLanguage<Own>[] {
  const best = new Map<string, RemoteLanguage<Own>>();
  for (const each of all) {
    const held = best.get(each.id);
    if (!held || better(each, held)) best.set(each.id, each);
  }
  return [...best.values()];
}

/** Whether one version is later than another, part by part. */
export function isNewer(
  { version: one }: Pick<Found, 'version'>,
  { version: other }: Pick<Found, 'version'>,
): boolean {
  const [mine, theirs] = [one, other].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  for (let at = 0; at < Math.max(mine?.length ?? 0, theirs?.length ?? 0); at++) {
    const difference = (mine?.[at] ?? -1) - (theirs?.[at] ?? -1);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** What is asked for where a service does not say what it has. */
export const usualLanguages: readonly string[] = rows.slice(0, 14).map(({ id }) => id);
