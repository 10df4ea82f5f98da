import { ASSISTANT, ROOM } from '@interview-room/core/protocol';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { Refusal } from '../hub/refusal.js';
import { claimsSchema, type Claims } from './claims.js';

const ISSUER = 'interview-room';
const ALGORITHM = 'HS256';
/** For how long after its end a token may still be changed for a fresh one. */
const REFRESH_SECONDS = 24 * 60 * 60;

/** A token's claims, and its end in seconds since 1970. */
export type Verified = Claims & { exp: number };

/** Makes and reads tokens: JWTs signed by a secret that all processes of the backend share. */
export class Tokens {
  readonly #key: Uint8Array;

  constructor(
    secret: string,
    /** How long a token is good for, in seconds. */
    readonly ttl: number,
  ) {
    this.#key = new TextEncoder().encode(secret);
  }

  mint({ sub, ...claims }: Claims, ttl = this.ttl): Promise<string> {
    const token = new SignJWT({ ...claims }).setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' });
    const now = Math.floor(Date.now() / 1000);
    return token
      .setIssuer(ISSUER)
      .setSubject(sub)
      .setIssuedAt(now)
      .setExpirationTime(now + ttl)
      .sign(this.#key);
  }

  /** What a token says of someone in a room. Throws a `Refusal` that says what is wrong with it. */
  verify(token: string | undefined, room: string): Promise<Verified> {
    return this.#read(token, room, 0);
  }

  /** A fresh token with the same claims, for one that is good or ended not long ago. */
  async refresh(token: string | undefined, room: string): Promise<string> {
    const { exp: _, ...claims } = await this.#read(token, room, REFRESH_SECONDS);
    return this.mint(claims);
  }

  async #read(token: string | undefined, room: string, clockTolerance: number): Promise<Verified> {
    if (!token) throw new Refusal('token-missing', 'A token is needed to join this room.');
    const payload = await this.#open(token, clockTolerance);
    const { success, output } = v.safeParse(claimsSchema, payload);
    if (!success || [ROOM, ASSISTANT].includes(output.sub) || payload.exp === undefined) throw invalid();
    if (output.room !== room) throw new Refusal('token-foreign', 'This token is for another room.');
    return { ...output, exp: payload.exp };
  }

  async #open(token: string, clockTolerance: number) {
    try {
      const options = { issuer: ISSUER, algorithms: [ALGORITHM], requiredClaims: ['exp'], clockTolerance };
      return (await jwtVerify(token, this.#key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWTExpired)) throw invalid();
      throw new Refusal('token-expired', 'This token has expired: ask for a new one.', true);
    }
  }
}

const invalid = () => new Refusal('token-invalid', 'This token is not one of this backend’s.');
