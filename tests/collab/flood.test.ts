import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { frame, RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit } from './visitor.ts';

const here = newWorld({ bufferedBytes: 256 * 1024, wholeTextBurst: 20, wholeTextsPerSecond: 2 });

test('a message of text, which no client of ours sends, closes its socket', async () => {
  const { world, server } = here;
  const text = await new RawClient(server, await world.addChapter()).open();
  text.socket.send('no binary');
  expect((await text.ended()).code).toBe(CloseCode.malformed);
});

test('case 8: a reader that takes nothing is closed, and the others go on', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const ticket = await world.ticket(chapter, world.people.observer);
  await until(() => server.health().sockets === 0, 'the earlier ones are out');
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `GET /collab HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://localhost:3000\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const payload = frame(chapter, Type.auth, 0, ticket);
  socket.write(Buffer.from([0x82, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]));
  socket.write(payload);
  await until(() => server.health().sockets === 1, 'the reader is in');
  const writer = await visit(server, world, chapter, world.people.drafter);
  await until(() => server.health().sockets === 2, 'both in');
  for (let count = 0; count < 40; count += 1) {
    writer.write(`${count} ${'x'.repeat(400_000)}`);
    await writer.saved();
    await pause(5);
  }
  await until(() => server.health().sockets === 1, 'the stalled one is out');
  expect(server.health().sockets).toBe(1);
  writer.leave();
  socket.destroy();
}, 40_000);

test('one person asks for whole texts over twenty sockets, and is answered as often as over one; others are not kept waiting', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const sockets: RawClient[] = [];
  for (let count = 0; count < 20; count += 1)
    sockets.push(
      await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.observer)),
    );
  // The state vector of somebody who has a little: the rest is put together for them alone.
  const little = new Uint8Array([1, 5, 1]);
  for (const socket of sockets) for (let count = 0; count < 5; count += 1) socket.send(Type.sync, 0, little);
  await until(() => sockets.some(({ closed }) => closed !== null), 'some were too many');
  await pause(500);
  const answers = sockets.flatMap(({ received }) => received.filter(({ step }) => step === 1));
  // 20 at once, and what would be theirs within five seconds.
  expect(answers.length).toBeGreaterThanOrEqual(20);
  expect(answers.length).toBeLessThan(40);
  const closed = sockets.flatMap((socket) => socket.closed ?? []);
  for (const end of closed) expect(end).toEqual({ code: CloseCode.full, reason: 'flood' });
  const other = await new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  other.send(Type.sync, 0, little);
  await until(() => other.received.some(({ step }) => step === 1), 'answered');
  for (const socket of [...sockets, other]) socket.leave();
}, 30_000);
