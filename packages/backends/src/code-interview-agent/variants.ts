/** What we say, in the frames of a variant. Absent where there is no frame for it. */
export interface Variant {
  /** Where the socket stands. */
  readonly path: (session: string, name: string) => string;
  readonly start: (name: string, mode: string) => object;
  readonly end: () => object;
  readonly beat: () => object;
  /** Whether each `beat` is answered, so that silence means that nobody is there. */
  readonly answers: boolean;
  readonly code?: (code: { code: string; language: string; file_name: string }) => object;
  readonly message?: (text: string, name: string) => object;
}

/** An interview by its id, with frames in envelopes. */
export function enveloped(session: () => string): Variant {
  const frame = (type: string, data: object): object => ({ type, session_id: session(), data });
  return {
    path: (id, name) => `/ws/agent/${encodeURIComponent(id)}?candidate_name=${encodeURIComponent(name)}`,
    start: (candidate_name, interview_mode) => frame('interview_start', { candidate_name, interview_mode }),
    end: () => frame('interview_end', {}),
    beat: () => frame('heartbeat', {}),
    answers: false,
    code: (code) => frame('code_update', code),
    message: (message, candidate_name) => frame('message', { message, sender: 'candidate', candidate_name }),
  };
}

/** One socket without an id, and flat frames: it hears when to begin and when to stop, and nothing else. */
export const flat: Variant = {
  path: () => '/ws/agent',
  start: (candidate_name, interview_mode) => ({ type: 'start_agent', candidate_name, interview_mode }),
  end: () => ({ type: 'stop_agent' }),
  beat: () => ({ type: 'ping' }),
  answers: true,
};
