import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { frame, RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit, wordsInLog } from './visitor.ts';

const here = newWorld({ messagesPerSecond: 50, messageBurst: 100, bufferedBytes: 256 * 1024 });

test('case 5: 10,000 malformed frames do not disturb the others', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('Antes. ');
  await writer.saved();
  let sent = 0;
  while (sent < 10_000) {
    const client = await new RawClient(server, chapter).open();
    for (let count = 0; count < 1_000; count += 1, sent += 1) {
      client.socket.send(crypto.getRandomValues(new Uint8Array(1 + (sent % 60))));
    }
    expect((await client.ended()).code).toBe(CloseCode.malformed);
  }
  const text = await new RawClient(server, chapter).open();
  text.socket.send('no binary');
  expect((await text.ended()).code).toBe(CloseCode.malformed);
  writer.write('Después. ');
  await writer.saved();
  expect(await wordsInLog(world, chapter)).toBe('Antes. Después. ');
  writer.leave();
});

test('case 18: a thousand edits in a moment are held back, not lost', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  const other = await visit(server, world, chapter, world.people.coordination);
  const start = Date.now();
  for (let count = 0; count < 250; count += 1) writer.write(`${count};`);
  other.write('Otra persona. ');
  await other.saved();
  expect(writer.provider.hasUnsyncedChanges).toBe(true);
  await until(() => writer.provider.unsyncedChanges === 0, 'saved', 15_000);
  // Unhindered they take some 100 ms; the allowance that refills meanwhile makes the exact figure the machine's.
  expect(Date.now() - start).toBeGreaterThan(800);
  expect(await wordsInLog(world, chapter)).toContain('249;');
  expect(writer.closes).toEqual([]);
  writer.leave();
  other.leave();
}, 30_000);

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
