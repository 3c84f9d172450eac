import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { newWorld } from './setup.ts';
import { ORIGIN } from './visitor.ts';

const here = newWorld();

/** The status line that answers an upgrade request. */
function knock(port: number, origin: string | null): Promise<{ status: string; close: () => void }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `GET /collab HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
          `${origin ? `Origin: ${origin}\r\n` : ''}\r\n`,
      );
    });
    socket.once('data', (data) => {
      resolve({ status: data.toString().split('\r\n')[0]!, close: () => socket.destroy() });
    });
  });
}

test.each([['https://otra.example'], ['http://localhost:3000.otra.example'], ['null'], [null]])(
  'case 1: a page from %s gets 403 before the upgrade',
  async (origin) => {
    expect((await knock(here.server.port, origin)).status).toBe('HTTP/1.1 403 Forbidden');
    expect(here.server.health().sockets).toBe(0);
  },
);

test('our own page is let in', async () => {
  const { status, close } = await knock(here.server.port, ORIGIN);
  expect(status).toBe('HTTP/1.1 101 Switching Protocols');
  close();
});

test('a request that is no upgrade at all does no harm', async () => {
  const socket = connect(here.server.port, '127.0.0.1', () => {
    socket.write(
      `GET /collab HTTP/1.1\r\nHost: \0\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: ${ORIGIN}\r\n\r\n`,
    );
  });
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect((await fetch(`http://127.0.0.1:${here.server.port}/health`)).status).toBe(200);
});
