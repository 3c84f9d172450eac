import { connect } from 'node:net';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
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

/** One collected item under each of so many client ids: the least that a client can have written. */
function pages(count: number, from: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let page = 0; page < count; page += 1) {
    for (const number of [1, from - page, 0, 0, 1]) encoding.writeVarUint(encoder, number);
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

test('who says to have of a text what no text has is sent back before it is read', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const said = (clients: number) =>
    Y.encodeStateVector(new Map(Array.from({ length: clients }, (_, at) => [20_000 + at, 1])));
  const enter = async () =>
    new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.coordination));
  const [forger, honest] = [await enter(), await enter()];
  forger.send(Type.sync, 0, said(100_000));
  expect(await forger.ended()).toEqual({ code: CloseCode.outOfStep, reason: 'unknown_clients' });
  honest.send(Type.sync, 0, said(5_000));
  await until(() => honest.received.some(({ step }) => step === 1), 'answered');
  honest.leave();
});

test('a person under ever new client ids is held to some hundreds a day; others write on and come back', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const honest = await visit(server, world, chapter, world.people.coordination);
  honest.write('Hola. ');
  await honest.saved();
  const enter = async () =>
    new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  const entries = async () => {
    const [row] = await world.owner`
      select count(*)::integer as count from collab.chapter_updates where chapter_id = ${chapter}`;
    return row!.count as number;
  };
  const before = await entries();

  const large = await enter();
  large.update(pages(5_000, 4_000_000_000));
  expect(await large.ended()).toEqual({ code: CloseCode.tooLarge, reason: 'message_too_large' });
  const many = await enter();
  for (let message = 0; message < 6; message += 1) many.update(pages(100, 3_000_000_000 - message * 100));
  expect(await many.ended()).toEqual({ code: CloseCode.full, reason: 'flood' });
  expect(many.statuses).toEqual([true, true, true, true]);
  expect((await entries()) - before).toBe(400);

  honest.write('Sigo. ');
  await honest.saved();
  honest.socket.webSocket!.close();
  honest.write('De vuelta. ');
  await honest.saved();
  expect(honest.words()).toBe('Hola. Sigo. De vuelta. ');
  expect(honest.closes).toHaveLength(1);
  honest.leave();
}, 30_000);
