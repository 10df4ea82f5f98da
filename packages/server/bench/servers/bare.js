// What every other server is compared with: hands on what one socket sends to the others at the same address.
import { WebSocketServer } from 'ws';
import { ready } from './report.js';

const rooms = new Map();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, { url }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('message', (data) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: true });
  });
  socket.on('close', () => room.delete(socket));
});
server.on('listening', () => ready(`ws://127.0.0.1:${server.address().port}`));
