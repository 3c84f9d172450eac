/** The plain y-websocket server on yjs 13. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import { reportTo } from './report.ts';

const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket, request) => setupWSConnection(socket as never, request));
server.listen(0, '127.0.0.1', () => reportTo({ port: (server.address() as AddressInfo).port }));
