/** A write on its way. */
export interface Flight {
  readonly text: string;
  readonly sentAt: number;
  /** What everyone ought to have had when it was written. */
  readonly base: string;
  /** What it comes to with what was heard since: that is what everyone is to have. */
  carried: string;
  /** Whether this person typed some of it: then nobody else writes the same by chance. */
  readonly typed: boolean;
  /** The backend said that it has it; or it was sent, where nothing is said. */
  taken?: boolean;
}
