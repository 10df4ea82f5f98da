/** Something that is to be done once, by whichever process comes to it. */
export interface Job<T> {
  /** Its name: adding another one of the same name, as long as it is there, changes nothing. */
  readonly key: string;
  readonly work: T;
  /** When it was asked for, in milliseconds since 1970. */
  readonly since: number;
  /** How often it was begun, this time included. */
  readonly attempt: number;
}

/** A job as it is kept. */
export interface KeptJob<T> {
  work: T;
  since: number;
  /** How often it was begun. */
  attempts: number;
  /** Not to be begun before. */
  due: number;
  /** Who is at it, and until when the others are to believe that. */
  lease?: { by: string; until: number } | undefined;
}

/** When a job can be begun: someone who is at it may have died of it. */
export const ripeAt = ({ due, lease }: KeptJob<unknown>): number => Math.max(due, lease?.until ?? 0);
