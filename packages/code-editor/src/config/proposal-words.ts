import type { Localize } from '@interview-room/ui';
import type { en } from '../locales/en.js';
import type { ProposalWords } from '../proposal/host.js';

/** What a proposal is called, in the words of an editor. */
export function proposalWords(words: Localize<typeof en>): ProposalWords {
  return {
    dir: words.dir(),
    region: words.term('proposal'),
    proposes: (author, count) => words.term('proposes', author, count),
    writing: (author) => words.term('writing', author),
    stuck: (count) => words.term('stuck', count),
    lines: (from, to) => words.term('lines', from, to),
    change: (index, total, author, lines) => words.term('hunk', index, total, author, lines),
    accepted: (left) => words.term('accepted', left),
    rejected: (left) => words.term('rejected', left),
    acceptAt: (lines) => words.term('acceptAt', lines),
    rejectAt: (lines) => words.term('rejectAt', lines),
    dismissAt: (lines) => words.term('dismissAt', lines),
    conflict: words.term('conflict'),
    accept: words.term('accept'),
    reject: words.term('reject'),
    dismiss: words.term('dismiss'),
    acceptAll: words.term('acceptAll'),
    rejectAll: words.term('rejectAll'),
    previous: words.term('previousHunk'),
    next: words.term('nextHunk'),
  };
}
