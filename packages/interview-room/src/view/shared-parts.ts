import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { Question } from '@interview-room/core/question';
import type { Workbench } from '../assist/workbench.js';
import type { Runner } from '@interview-room/runtimes';
import type { Company } from '../live/company.js';
import type { RoomProblem } from '../problems/problem.js';
import type { MenuExtra } from '../room-header/room-header.js';
import type { Pane } from './pane-tabs.js';
import type { Execution } from './sharing-element.js';

/** How an element names the room that it shares. */
export interface Sharing {
  /** The backend's address; of a native one up to `/api`. */
  backend: string;
  dialect?: string;
  variant?: string;
  session: string;
  token?: string | (() => string | Promise<string>);
  name?: string;
  /** What the page says the person is; the token says it too, and the backend believes the token alone. */
  role?: string;
  transport?: 'socket' | 'stream';
}

/** What an element names, without what it leaves open. */
export function sharingOf(
  element: Required<Omit<Sharing, 'role' | 'transport'>> & Pick<Sharing, 'transport'> & Element,
): Sharing {
  const { backend, dialect, variant, session, token, name, transport } = element;
  const role = element.getAttribute('role');
  return {
    backend,
    session,
    ...(dialect && { dialect }),
    ...(variant && { variant }),
    ...(token && { token }),
    ...(name && { name }),
    ...(role && { role }),
    ...(transport && { transport }),
  };
}

/** What a shared room needs of the element that shows it. */
export interface SharedHost extends ReactiveControllerHost, HTMLElement, Workbench {
  readonly theme: string;
  /** The name to join under. */
  readonly name: string;
  readonly execution?: Execution;
  readonly coach?: 'off';
  readonly remoteRunner?: Runner;
  /** The question is here: from now on there is a desk. */
  openQuestion(question: Question): void;
  closeQuestion(): void;
  report(problem: RoomProblem): void;
  /** Shows a file of a language. */
  showFile(path: string, language: string): void;
  /** What the files of the language that is open hold now, for a look before they are submitted. */
  readonly answer: Readonly<Record<string, string>>;
  showPane(pane: Pane): void;
  /** What a panel shows, where it is someone else's run. */
  follow(run: OthersRun): void;
}

/** A run that someone else makes, as the panel takes it. */
export interface OthersRun {
  mode: 'run' | 'test';
  label: string;
  events: AsyncIterable<never>;
}

/** What a shared room brings into the element. Its code comes with the first element that names a backend. */
export interface SharedParts extends Company {
  /** What stands in the place of the panes; nothing where they are to be seen. */
  gate(): TemplateResult | undefined;
  /** What stands in the header, beside the language. */
  header(): TemplateResult;
  /** What its menu has beside what every room has. */
  menu(): MenuExtra[];
  /** What stands between the header and the panes. */
  banner(): TemplateResult;
  /** The pane beside the others, if there is anything in it. */
  side(): TemplateResult | undefined;
  /** How much of it waits to be seen; undefined where there is no such pane. */
  readonly unread: number | undefined;
  /** A file is shown, of a language: `python/main.py`. */
  shown(path: string): void;
  close(): void;
}

export type { MenuExtra };
