import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { PlainError, systemCode } from '#embedded/plain-error.ts';

/** Answers a request, or passes it on by calling `next`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

/** The one HTTP server. It listens from the first moment, so that a taken port is known before anything is started. */
export type FrontDoor = {
  server: Server;
  port: number;
  /** Opens the door: until then every request is answered with 503. */
  open: (handlers: Handler[]) => void;
  upgradeAt: (path: string, handle: Upgrade) => void;
  close: () => Promise<void>;
};

/**
 * Listens on host and port.
 * @throws {PlainError} when the port is taken or may not be used
 */
export async function openFrontDoor(host: string, port: number): Promise<FrontDoor> {
  let handlers: Handler[] = [starting];
  const upgrades = new Map<string, Upgrade>();
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, (request, response) => {
    let index = 0;
    const next = (): void => (handlers[index++] ?? missing)(request, response, next);
    next();
  });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url?.split('?')[0] ?? '';
    const upgrade = upgrades.get(path);
    if (upgrade) upgrade(request, socket, head);
    // A development server adds a listener of its own for its sockets.
    else if (server.listenerCount('upgrade') === 1)
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  await listen(server, host, port);
  return {
    server,
    port: (server.address() as AddressInfo).port,
    open: (next) => void (handlers = next),
    upgradeAt: (path, handle) => void upgrades.set(path, handle),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1500).unref();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new PlainError(whyNot(systemCode(error), host, port))));
    server.listen(port, host, resolve);
  });
}

function whyNot(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program; stop it, or choose another with PORT.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account; choose one above 1023 with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine; correct HOST.`;
  return `The server cannot listen on ${host}, port ${port} (${code}).`;
}

const starting: Handler = (_request, response) => {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '3' })
    .end('Concierta está iniciando. / Concierta is starting.\n');
};

const missing: Handler = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('No existe. / Not found.\n');
};
