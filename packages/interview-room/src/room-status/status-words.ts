import type { Connection, RemoteConnection } from '@interview-room/core';
import type { Localize, IconShapes } from '@interview-room/ui';
import { check, circleX, loader, triangleAlert, wifi, wifiOff } from '@interview-room/ui/icons';
import type { Words } from '../locales/room/en.js';
import { damagedAt, refusalOf } from './refusals.js';

type Say = Localize<Words>;

/** The badge: a word, a sign, and how grave it is. */
export interface Badge {
  readonly word: string;
  readonly sign: IconShapes;
  readonly tone: 'calm' | 'ok' | 'warn' | 'bad';
}

/** How a connection is called in a word. */
export function badgeOf(words: Say, { status, remote, storage }: Connection): Badge {
  if (status === 'offline') return { word: words.term('statusOffline'), sign: wifiOff, tone: 'warn' };
  if (status === 'refused') return { word: words.term('statusRefused'), sign: circleX, tone: 'bad' };
  if (status === 'connecting') return { word: words.term('statusConnecting'), sign: loader, tone: 'calm' };
  if (status === 'closed') return { word: words.term('statusClosed'), sign: circleX, tone: 'calm' };
  if (remote?.crowded) return { word: words.term('statusLive'), sign: triangleAlert, tone: 'warn' };
  if (remote) return { word: words.term('statusLive'), sign: wifi, tone: 'ok' };
  if (storage === 'memory') return { word: words.term('statusNotKept'), sign: triangleAlert, tone: 'warn' };
  return { word: words.term('statusLocal'), sign: check, tone: 'calm' };
}

const NOT_KEPT = {
  asked: 'notKeptAsked',
  refused: 'notKept',
  failed: 'notKept',
  full: 'notKeptFull',
} as const satisfies Record<NonNullable<Connection['reason']>, string>;

/** What there is to say about a connection, in sentences; nothing where all is well. */
export function sentencesOf(words: Say, { status, remote, storage, reason }: Connection): string[] {
  const unsent = remote?.unsent ?? 0;
  const memory = storage === 'memory';
  const damaged = damagedAt(remote?.refusal) !== undefined;
  return [
    ...(status === 'offline' && !damaged ? [words.term('offlineText', unsent)] : []),
    ...(status === 'offline' && memory ? [words.term('offlineMemory')] : []),
    ...(status === 'refused' || damaged ? [refusalOf(words, remote?.refusal)] : []),
    ...(remote?.crowded ? [words.term('crowded', unsent)] : []),
    ...(memory && status !== 'offline' ? [words.term(NOT_KEPT[reason ?? 'asked'])] : []),
  ];
}

/** What came of an absence. */
export function resumedOf(words: Say, { sent, missed }: NonNullable<RemoteConnection['resumed']>): string {
  const parts = [
    ...(sent > 0 ? [words.term('resumedSent', sent)] : []),
    ...(missed > 0 ? [words.term('resumedMissed', missed)] : []),
  ];
  const stop = parts.length > 0 ? ` ${parts.join('; ')}.` : '';
  return `${words.term('resumed')}${stop}`;
}
