import { objectOf, textOf } from '@interview-room/backends/wire';
import { Skip, type Check, type Probe } from '../../kit/check.js';
import { earOf, eventNamed, frameTyped, type Ear } from './ear.js';
import { expectReason } from './enveloped.js';
import { expect } from './rest.js';

const ear = (probe: Probe): Promise<Ear> => earOf(probe, async () => '/ws/agent');

const row = (id: string, capability: string, title: string, run: Check['run']): Check => ({
  id: `code-interview-agent.${id}`,
  variants: ['v2'],
  title,
  capability,
  source: 'docs/BACKENDS.md#code-interview-agent',
  run,
});

export const flat: readonly Check[] = [
  row('agent.connected', 'session', 'the socket opens, and says so first', async (probe) => {
    const own = await ear(probe);
    const first = await own.until(probe, { type: 'connected' }, ([frame]) => frame);
    expect(first['type'] === 'connected', { type: 'connected' }, first, 'The first frame is another.');
  }),
  row('agent.ping', 'session', 'a ping is answered', async (probe) => {
    const own = await ear(probe);
    own.send({ type: 'ping' });
    await own.until(probe, { type: 'pong' }, frameTyped('pong'));
  }),
  row('agent.start', 'session', 'an agent is started', async (probe) => {
    const own = await ear(probe);
    own.send({ type: 'start_agent', candidate_name: 'Conformance', interview_mode: 'friendly' });
    const expected = { type: 'agent_started', candidate_name: 'Conformance' };
    const started = await own.until(probe, expected, frameTyped('agent_started'));
    expect(started['candidate_name'] === 'Conformance', expected, started, 'The name is another.');
  }),
  row('agent.events', 'events', 'what the agent does is told, with its data apart', async (probe) => {
    const own = await ear(probe);
    const expected = { type: 'agent_event', event_type: 'question_selected', data: { question_title: 'text' } };
    await own.until(probe, expected, eventNamed('question_selected'));
    const frame = own.frames.find(({ type, event_type }) => type === 'agent_event' && event_type === 'question_selected');
    const { question_title } = objectOf(frame?.['data']);
    expect(textOf(question_title) !== '', expected, frame, 'It has no title.');
  }),
  row('agent.output', 'events', 'what its process prints is told, by stream', async (probe) => {
    const own = await ear(probe);
    const output = frameTyped('subprocess_output')(own.frames);
    if (!output) throw new Skip('It printed nothing.');
    const expected = { type: 'subprocess_output', stream: 'stdout | stderr', data: 'text' };
    const known = output['stream'] === 'stdout' || output['stream'] === 'stderr';
    expect(known && typeof output['data'] === 'string', expected, output, 'The frame has another shape.');
  }),
  row('agent.stop', 'session', 'the agent is stopped', async (probe) => {
    const own = await ear(probe);
    own.send({ type: 'stop_agent' });
    const expected = { type: 'agent_stopped', success: true };
    const stopped = await own.until(probe, expected, frameTyped('agent_stopped'));
    expect(typeof stopped['success'] === 'boolean', expected, stopped, 'It does not say whether it is.');
    const completed = frameTyped('agent_completed')(own.frames);
    if (completed) expectReason(completed['reason'], completed);
  }),
]; // prettier-ignore
