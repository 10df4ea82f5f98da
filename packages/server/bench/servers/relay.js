// Hands on what one socket sends to the others at the same address, once `before` is done with it.
import { WebSocketServer } from 'ws';
import { ready } from './report.js';

export function relay(before = () => undefined) {
  const rooms = new Map();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket, { url }) => {
    const room = rooms.get(url) ?? new Set();
    rooms.set(url, room.add(socket));
    socket.on('message', (data) => {
      before(data);
      for (const other of room) if (other !== socket) other.send(data, { binary: true });
    });
    socket.on('close', () => room.delete(socket));
  });
  server.on('listening', () => ready(`ws://127.0.0.1:${server.address().port}`));
}
