import type { ExitEvent, Limits } from '@interview-room/runtimes';
import type { Localize } from '@interview-room/ui';
import {
  circleAlert,
  circleCheck,
  circleX,
  clock,
  keyboard,
  loader,
  play,
  square,
} from '@interview-room/ui/icons';
import type { ShownRun, Stage } from '../run/shown-run.js';
import type { Words } from '../strings.js';
import { megabytes, seconds, size } from './measures.js';

/** What the status line shows. */
export interface Status {
  text: string;
  tone: 'quiet' | 'busy' | 'ok' | 'warn' | 'bad';
  icon: typeof play;
  /** What is said of it aloud: without what only counts on. */
  said: string;
  /** Of a download, from 0 to 1. */
  progress?: number;
}

/** What else a status depends on. */
export interface Circumstances {
  run: ShownRun | undefined;
  /** The language's name. */
  language: string;
  waiting: boolean;
  /** Tests were asked for where there are none. */
  untested: boolean;
  limits: Limits | undefined;
  runKeys: string;
}
type W = Localize<Words>;
type Line = Omit<Status, 'said'> & { said?: string };

/** The status line, in words. */
export function statusOf(now: Circumstances, words: W): Status {
  if (now.untested) return quiet(words.term('untested'));
  const line = now.run ? runLine(now.run, now, words) : quiet(words.term('idle', now.runKeys));
  const who = now.run?.handle.label;
  if (!who) return { said: line.text, ...line };
  const by = words.term(now.run?.handle.mode === 'test' ? 'testedBy' : 'runBy', who);
  return { ...line, text: `${by} · ${line.text}`, said: `${by}. ${line.said ?? line.text}` };
}

const quiet = (text: string): Status => ({ text, said: text, tone: 'quiet', icon: play });

function runLine(run: ShownRun, now: Circumstances, words: W): Line {
  const { stage } = run;
  // A program that waits has begun, whether or not it said so by other events.
  if (now.waiting && (stage.at === 'running' || stage.at === 'preparing'))
    return { text: words.term('waiting'), tone: 'warn', icon: keyboard };
  switch (stage.at) {
    case 'preparing':
      return preparing(stage, now, words);
    case 'running':
      return running(run.handle.mode, stage.since, words);
    case 'stopping':
      return { text: words.term('stopping'), tone: 'busy', icon: loader };
    case 'ended':
      if (run.unstarted) return unstarted(run, now.language, words);
      // What came before a service broke off stands there; why it did is for it to say.
      if (run.refused && run.problem) return { text: run.problem, tone: 'bad', icon: circleAlert };
      return run.summary && ['ok', 'error'].includes(stage.exit.outcome)
        ? tested(run, words)
        : exited(stage.exit, now, words);
    case 'failed':
      if (run.unstarted) return unstarted(run, now.language, words);
      return { text: words.term('brokeOff'), tone: 'bad', icon: circleAlert };
  }
}

const unstarted = (run: ShownRun, language: string, words: W): Line => ({
  text: whatFailed(run, language, words),
  tone: 'bad',
  icon: circleAlert,
});

/** What it was that did not begin. */
export const whatFailed = (run: ShownRun, language: string, words: W): string =>
  run.refused
    ? words.term(run.handle.mode === 'test' ? 'notTested' : 'notRun')
    : words.term('couldNotStart', language);

function preparing(stage: Stage & { at: 'preparing' }, now: Circumstances, words: W): Line {
  const busy = { tone: 'busy' as const, icon: loader };
  if (stage.phase === 'load') return { ...busy, text: words.term('loadingFiles') };
  if (stage.phase !== 'download' || stage.loaded === undefined)
    return { ...busy, text: words.term('starting', now.language) };
  const loaded = megabytes(stage.loaded, words);
  const said = words.term('downloadingSaid', now.language);
  if (!stage.total) return { ...busy, text: words.term('downloadingSome', now.language, loaded), said };
  const text = words.term('downloading', now.language, loaded, megabytes(stage.total, words));
  return { ...busy, text, said, progress: Math.min(1, stage.loaded / stage.total) };
}

function running(mode: 'run' | 'test', since: number, words: W): Line {
  const passed = performance.now() - since;
  const said = words.term(mode === 'test' ? 'testing' : 'running');
  const text =
    passed < 1000
      ? `${said}…`
      : words.term(mode === 'test' ? 'testingFor' : 'runningFor', seconds(passed, words));
  return { text, said, tone: 'busy', icon: loader };
}

function tested(run: ShownRun, words: W): Line {
  const summary = run.summary ?? { total: 0, passed: 0, skipped: 0, durationMs: 0 };
  const count = summary.total - summary.skipped;
  const all = count > 0 && summary.passed === count;
  const result = all
    ? words.term('allPass', words.number(count), count)
    : words.term('passing', words.number(summary.passed), words.number(count), count);
  const skipped = summary.skipped ? `, ${words.term('skippedCount', words.number(summary.skipped))}` : '';
  const took = words.term('took', words.term('seconds', seconds(summary.durationMs, words)));
  if (summary.total === 0) return { text: words.term('noResults'), tone: 'warn', icon: circleAlert };
  return { text: `${result} ${took}${skipped}`, tone: all ? 'ok' : 'bad', icon: all ? circleCheck : circleX };
}

/** How long a run that took too long was allowed to take: a service elsewhere may allow less than was asked for. */
function allowed({ durationMs }: ExitEvent, { limits }: Circumstances): number {
  const asked = limits?.wallMs ?? Infinity;
  return durationMs < 0.9 * asked ? Math.round(durationMs / 1000) * 1000 : asked;
}

function exited(exit: ExitEvent, now: Circumstances, words: W): Line {
  const took = seconds(exit.durationMs, words);
  switch (exit.outcome) {
    case 'ok':
      return { text: words.term('finished', took), tone: 'ok', icon: circleCheck };
    case 'error':
      return {
        text: words.term('exitCode', words.number(exit.exitCode, { useGrouping: false }), took),
        tone: 'bad',
        icon: circleX,
      };
    case 'timeout':
      return {
        text: words.term('timeout', words.number(allowed(exit, now) / 1000)),
        tone: 'bad',
        icon: clock,
      };
    case 'stopped':
      return { text: words.term('stopped', took), tone: 'warn', icon: square };
    case 'output-limit':
      return {
        text: words.term('outputLimit', size(now.limits?.outputBytes ?? 1_000_000, words)),
        tone: 'warn',
        icon: circleAlert,
      };
    case 'memory':
      return { text: words.term('memory', took), tone: 'bad', icon: circleAlert };
    case 'crash':
      return { text: words.term('crash'), tone: 'bad', icon: circleAlert };
    default:
      // An outcome of a later version: what is certain is that it ended, and how long it took.
      return { text: words.term('finished', took), tone: 'quiet', icon: circleAlert };
  }
}
