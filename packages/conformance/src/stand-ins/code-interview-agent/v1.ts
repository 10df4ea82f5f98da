import { randomUUID } from 'node:crypto';
import { json, Reply, type Ask, type House, type Line, type Routes } from '../serve.js';
import { Agent, timestamp } from './agent.js';
import { fieldOf, wrong } from './bank.js';

interface Interview {
  readonly session_id: string;
  readonly interview_type: string;
  readonly user_id: string;
  status: string;
  readonly created_at: string;
  readonly lines: Set<Line>;
  agent?: Agent;
  code?: unknown;
}

/** Interviews by their id, each with a socket of its own. */
export function v1Routes(house: House, started: () => void): Pick<Routes, 'http' | 'sockets'> {
  const interviews = new Map<string, Interview>();
  const of = ({ params }: Ask): Interview => {
    const found = interviews.get(params['id'] ?? '');
    if (!found) throw json(404, { detail: 'Interview session not found' });
    return found;
  };
  return {
    http: {
      'POST /api/v1/interview': (ask) => create(interviews, ask),
      'GET /api/v1/interview': () => [...interviews.values()].map(shown),
      'GET /api/v1/interview/:id': (ask) => shown(of(ask)),
      'DELETE /api/v1/interview/:id': (ask) => {
        interviews.delete(of(ask).session_id);
        return { message: 'Interview deleted' };
      },
      'PUT /api/v1/interview/:id/status': (ask) => {
        const status = fieldOf(ask, 'status');
        if (typeof status !== 'string') throw wrong(ask, 'status');
        const interview = of(ask);
        interview.status = status;
        return shown(interview);
      },
      'GET /ws/agent/status': () => ({
        status: 'ok',
        active_sessions: [...interviews.values()].filter(({ agent }) => agent && !agent.over).length,
      }),
    },
    sockets: {
      '/ws/agent/:id': ({ params, query }) => {
        const interview = interviews.get(params['id'] ?? '');
        if (!interview) return new Reply(403);
        return (line) => join(house, interview, line, query.get('candidate_name') ?? '', started);
      },
    },
  };
}

function create(interviews: Map<string, Interview>, ask: Ask): object {
  const [type, user] = [fieldOf(ask, 'interview_type'), fieldOf(ask, 'user_id')];
  if (typeof type !== 'string') throw wrong(ask, 'interview_type');
  if (typeof user !== 'string') throw wrong(ask, 'user_id');
  const interview: Interview = {
    session_id: randomUUID(),
    interview_type: type,
    user_id: user,
    status: 'created',
    created_at: timestamp(),
    lines: new Set(),
  };
  interviews.set(interview.session_id, interview);
  return shown(interview);
}

const shown = ({ lines: _lines, agent, code: _code, ...interview }: Interview): object => ({
  ...interview,
  ...(agent && { question_title: agent.question.title, difficulty: agent.question.difficulty }),
});

function join(house: House, interview: Interview, line: Line, named: string, started: () => void): void {
  const { session_id, lines } = interview;
  const frame = (type: string, data: object) => ({
    type,
    session_id,
    data: { ...data, timestamp: timestamp() },
  });
  const all = (type: string, data: object) => lines.forEach((each) => each.send(frame(type, data)));
  lines.add(line);
  line.onClose(() => lines.delete(line));
  line.send(frame('connect', { status: 'connected' }));
  line.onFrame((text) => {
    const { type, data } = read(text);
    if (type === 'interview_start') {
      started();
      const name = String(data['candidate_name'] ?? named);
      const tell = (event: string, more: object) => all('message', { event_type: event, ...more });
      const completed = (more: object) => tell('agent_completed', more);
      interview.agent = new Agent(house, name, String(data['interview_mode'] ?? 'friendly'), tell, completed);
      interview.status = 'in_progress';
      interview.agent.start();
    } else if (type === 'interview_end') interview.agent?.end('completed');
    else if (type === 'heartbeat') line.send(frame('heartbeat', {}));
    else if (type === 'code_update') {
      interview.code = data['code'];
      interview.agent?.sign();
    } else if (type === 'message') {
      if (house.faults.echo) all('message', data);
      const answer = interview.agent?.hear(String(data['message'] ?? data['text'] ?? data['content'] ?? ''));
      if (answer) all('message', { message: answer, sender: 'interviewer' });
    } else if (type === 'disconnect') line.close(1000);
    else if (type !== 'connect' && type !== 'audio_data')
      line.send(frame('error', { message: `Unknown type: ${type}` }));
  });
}

function read(text: string): { type: string; data: Record<string, unknown> } {
  try {
    const { type, data } = JSON.parse(text) as { type?: unknown; data?: unknown };
    const own = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
    return { type: String(type), data: own };
  } catch {
    return { type: 'nothing that could be read', data: {} };
  }
}
