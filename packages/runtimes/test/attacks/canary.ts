import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Canary {
  /** `127.0.0.1:port`, the same port for TCP and UDP. */
  address: string;
  /** What has been heard: a line a connection or a datagram. */
  heard: string[];
  close(): void;
}

/** Listens on one port by TCP and by UDP, answers nothing useful, and writes down whoever comes. */
export async function startCanary(): Promise<Canary> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    heard.push('a connection');
    socket.on('data', (data) => heard.push(data.toString('latin1').split('\r\n')[0] ?? ''));
    socket.on('error', () => {});
    socket.end(
      'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const datagrams = createSocket('udp4', () => heard.push('a datagram'));
  await new Promise<void>((resolve) => datagrams.bind(port, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${port}`,
    heard,
    close() {
      server.close();
      datagrams.close();
    },
  };
}
