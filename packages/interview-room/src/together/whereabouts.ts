import type { Person } from '@interview-room/core';

/** What one tab of a person last told of itself. */
export interface Presence {
  /** The person. */
  readonly id: string;
  /** Which of their tabs. */
  readonly client: string;
  readonly here: boolean;
  /** The file that is open in it. */
  readonly path?: string;
  readonly typing?: boolean;
  /** Whether its window is in front; absent where it is not told. */
  readonly focus?: boolean;
}

/** A person, with what their tabs amount to. */
export interface Whereabouts {
  readonly person: Person;
  readonly here: boolean;
  readonly path?: string;
  readonly typing: boolean;
  readonly away: boolean;
}

/** Where each person is: in the tab that is in front, of several. Those who are here come first, oneself before them. */
export function whereabouts(
  people: readonly Person[],
  presence: readonly Presence[],
  you: string,
): Whereabouts[] {
  const all = people.map((person) => whereaboutsOf(person, presence, person.id === you));
  const rank = ({ person, here }: Whereabouts) => (person.id === you ? 0 : here ? 1 : 2);
  return all.sort((a, b) => rank(a) - rank(b) || a.person.joinedAt - b.person.joinedAt);
}

function whereaboutsOf(person: Person, presence: readonly Presence[], self: boolean): Whereabouts {
  const tabs = presence.filter(({ id, here }) => here && id === person.id);
  const tab = tabs.find(({ typing }) => typing) ?? tabs.find(({ focus }) => focus) ?? tabs.at(-1);
  return {
    person,
    here: self || tabs.length > 0,
    ...(tab?.path !== undefined && { path: tab.path }),
    typing: tab?.typing ?? false,
    away: tabs.length > 0 && tabs.every(({ focus }) => focus === false),
  };
}
