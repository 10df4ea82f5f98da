import { roles } from '@interview-room/core/protocol';
import * as v from 'valibot';

const short = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** More time than others get, in percent: as much as the log takes. */
export const extraTimeSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(400));

/** What a token says: who someone is, in which room, as what. */
export const claimsSchema = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  room: short,
  role: v.picklist(roles),
  name: v.optional(short),
  extraTime: v.optional(extraTimeSchema),
});
export type Claims = v.InferOutput<typeof claimsSchema>;
