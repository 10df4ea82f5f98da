/** A part of a text that another has in its place: `from` to `to` of the one, and what stands there in the other. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}
