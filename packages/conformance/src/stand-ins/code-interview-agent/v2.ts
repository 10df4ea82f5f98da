import type { House, Line, Routes } from '../serve.js';
import { Agent, timestamp } from './agent.js';

/** One socket, one agent: a process whose output is told too. */
export function v2Routes(house: House, started: () => void): Pick<Routes, 'http' | 'sockets'> {
  let agent: Agent | undefined;
  const all = (type: string, more: object) =>
    house.lines.forEach((line) => line.send({ type, ...more, timestamp: timestamp() }));
  const print = (stream: string, data: string) => all('subprocess_output', { stream, data });

  function start(line: Line, frame: Record<string, unknown>): void {
    if (agent && !agent.over) return line.send({ type: 'error', message: 'An agent is already running' });
    started();
    const name = String(frame['candidate_name'] ?? '');
    const tell = (event_type: string, data: object) => {
      print('stdout', `INFO agent: ${event_type}\n`);
      all('agent_event', { event_type, data });
    };
    const completed = (data: object) => all('agent_completed', data);
    agent = new Agent(house, name, String(frame['interview_mode'] ?? 'friendly'), tell, completed);
    all('agent_started', { candidate_name: name });
    print('stderr', 'WARNING: no microphone, listening to nothing\n');
    agent.start();
  }

  function stop(line: Line): void {
    if (!agent || agent.over) return line.send({ type: 'agent_stopped', success: false });
    all('agent_stopped', { success: true });
    agent.end('interrupted');
  }

  return {
    http: {},
    sockets: {
      '/ws/agent': () => (line) => {
        line.send({ type: 'connected', timestamp: timestamp() });
        line.onFrame((text) => {
          const frame = read(text);
          if (frame['type'] === 'start_agent') start(line, frame);
          else if (frame['type'] === 'stop_agent') stop(line);
          else if (frame['type'] === 'ping') line.send({ type: 'pong' });
          else line.send({ type: 'error', message: `Unknown message type: ${String(frame['type'])}` });
        });
      },
    },
  };
}

function read(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
