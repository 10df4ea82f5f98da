import type { EditorProposal } from '@interview-room/code-editor';
import { ASSISTANT, type Room } from '@interview-room/core';
import type { Growing } from './growing.js';
import type { Workbench } from './workbench.js';

/** Puts into the editor what is proposed for the file that it shows: what grows just now, else what waits to be settled. */
export class Proposals {
  constructor(
    private readonly room: Room,
    private readonly bench: Workbench,
    private readonly growing: Growing,
    private readonly author: () => string,
  ) {}

  /** Shows what there is to show now. */
  show(): void {
    const { editor } = this.bench;
    const next = this.current();
    if (!editor || same(next, editor.proposal)) return;
    editor.proposal = next;
  }

  /** A proposal was settled in the editor. */
  async settled(
    id: string,
    outcome: 'accepted' | 'rejected' | 'partly' | 'stale',
    counts: { accepted: number; rejected: number },
  ): Promise<void> {
    const open = this.room.state.proposals.some(({ proposal, resolved }) => proposal === id && !resolved);
    if (open) await this.room.append('edit.resolved', { proposal: id, outcome, ...counts });
  }

  private current(): EditorProposal | undefined {
    const { work, editor } = this.bench;
    if (!work || !editor) return undefined;
    const about = { path: editor.path, author: this.author(), ...this.hue() };
    const { edit } = this.growing;
    if (edit && edit.path === work.path)
      return { ...about, id: edit.call, before: edit.before, after: edit.after, streaming: true };
    const path = `${work.language}/${work.path}`;
    const waiting = this.room.state.proposals.findLast((each) => each.path === path && !each.resolved);
    return waiting && { ...about, id: waiting.proposal, before: waiting.before, after: waiting.after };
  }

  private hue(): { hue?: number } {
    const person = this.room.state.people.find(({ id }) => id === ASSISTANT);
    return person ? { hue: person.color } : {};
  }
}

const same = (one: EditorProposal | undefined, other: EditorProposal | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.id === other.id &&
    one.path === other.path &&
    one.after === other.after &&
    one.streaming === other.streaming);
