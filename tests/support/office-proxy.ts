import { createServer, request as forward } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * The proxy of an office, on a free port: it passes pages on and lets no WebSocket through. `refuse` says so at once;
 * `swallow` takes the request and never answers, as some do.
 */
export async function startOfficeProxy(
  manner: 'refuse' | 'swallow',
): Promise<{ url: string; blocked: () => number; stop: () => Promise<void> }> {
  let blocked = 0;
  const held = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    const onward = forward(
      incoming.url ?? '',
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  // A browser asks a proxy for a tunnel when it wants to open a WebSocket.
  server.on('connect', (_request, socket: Socket) => {
    blocked += 1;
    held.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => held.delete(socket));
    if (manner === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    blocked: () => blocked,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of held) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
