import { Hono } from 'hono';
import type { Context } from '../context.js';

/** What those ask who keep the server running. */
export const healthApi = ({ engine, metrics }: Context): Hono =>
  new Hono()
    .get('/health', (call) => call.json({ status: 'ok' }))
    .get('/ready', async (call) => {
      const ready = await engine.ready().catch(() => false);
      return call.json({ status: ready ? 'ready' : 'unavailable' }, ready ? 200 : 503);
    })
    .get('/metrics', async (call) => {
      const text = await metrics.registry.metrics();
      return call.body(text, 200, { 'Content-Type': metrics.registry.contentType });
    });
