import { ROOM } from '@interview-room/core/protocol';
import {
  sourceOf,
  type LogState,
  type RunRecord,
  type TestsRecord,
  type Workspace,
} from '@interview-room/core';

/** What the coach looks at. */
export interface CoachFacts {
  readonly now: number;
  readonly state: LogState;
  /** The runs of tests and programs in the language that is open, the newest last. */
  readonly tests: readonly TestsRecord[];
  readonly runs: readonly RunRecord[];
  /** When a file was last changed, or when there was first something to do. */
  readonly editedAt: number;
  /** How much of the text that people and the assistant wrote is the assistant's. */
  share(): Share;
}

/** Characters that are there now, without those that files began with. */
export interface Share {
  readonly assistant: number;
  readonly all: number;
}

const KEPT = 50;

/** What happened, as far back as rules look. The state of a room has only the last of each. */
export class History {
  readonly #tests: TestsRecord[] = [];
  readonly #runs: RunRecord[] = [];
  #editedAt: number;

  constructor(now: number) {
    this.#editedAt = now;
  }

  edited(now: number): void {
    this.#editedAt = now;
  }

  /** Takes in what is new in a state. */
  take({ tests, runs }: Pick<LogState, 'tests' | 'runs'>): void {
    for (const each of Object.values(tests)) keep(this.#tests, each);
    for (const each of Object.values(runs)) keep(this.#runs, each);
  }

  in(language: string): Pick<CoachFacts, 'tests' | 'runs' | 'editedAt'> {
    return {
      tests: this.#tests.filter((each) => each.language === language),
      runs: this.#runs.filter((each) => each.language === language),
      editedAt: this.#editedAt,
    };
  }
}

/** Told apart by when they were: a room that is read anew has the same ones in other objects. */
function keep<Each extends { at: number; language: string }>(list: Each[], each: Each): void {
  if (list.some(({ at, language }) => at === each.at && language === each.language)) return;
  list.push(each);
  if (list.length > KEPT) list.shift();
}

/** Who wrote what there is. What a file began with is nobody's, and what nobody is known for is a person's. */
export function shareOf(workspace: Workspace, { authors }: Pick<LogState, 'authors'>): Share {
  let [assistant, all] = [0, 0];
  for (const path of workspace.list())
    for (let item = workspace.text(path)._start; item !== null; item = item.right) {
      const { client } = item.id;
      if (item.deleted || !item.countable || authors[client] === ROOM) continue;
      all += item.length;
      if (sourceOf(client) === 'assistant') assistant += item.length;
    }
  return { assistant, all };
}
