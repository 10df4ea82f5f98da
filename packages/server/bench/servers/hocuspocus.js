// Hocuspocus as its documentation starts it, without a store: it keeps documents in memory.
import { Server } from '@hocuspocus/server';
import { ready } from './report.js';

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false });
await server.listen();
ready(`ws://127.0.0.1:${server.address.port}`);
