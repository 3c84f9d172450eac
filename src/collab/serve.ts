import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { COLLAB_PATH, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { type Collab, type CollabOptions, startCollab } from './main.ts';

/** The collaboration server alone, with a port of its own: sockets at `/collab`, its state at `/health`. */
export async function serveCollab({
  port,
  host = '127.0.0.1',
  ...options
}: CollabOptions & { port: number; host?: string }): Promise<Collab & { port: number; server: Server }> {
  const collab = startCollab(options);
  const server = createServer((request, response) => {
    if (request.url?.startsWith(HTTP_PATH)) return collab.handleRequest(request, response);
    const found = request.url === '/health';
    response.writeHead(found ? 200 : 404, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(found ? JSON.stringify(collab.health()) : '{}');
  });
  server.on('upgrade', (request, socket, head) => {
    // Not parsed as an address: `//` is none, and what is thrown here would end the process.
    if (request.url?.split('?')[0] === COLLAB_PATH) {
      collab.handleUpgrade(request, socket, head);
    } else {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    ...collab,
    server,
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      server.closeIdleConnections();
      await collab.stop();
    },
  };
}
