import { afterAll, beforeAll, expect, test } from 'vitest';
import { pino } from 'pino';
import * as Y from 'yjs';
import { serveCollab } from '#collab/serve.ts';
import { CloseCode, HTTP_KEY, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { bundle } from '#lib/domain/collab-bundle.ts';
import { nearestStranger, readNetworks } from '#lib/server/networks.ts';
import { frame, RawClient, Type } from './raw.ts';
import { ORIGIN, until, Visitor } from './visitor.ts';
import { openWorld, type World } from './world.ts';

const NEAR = 5;
const [ATTACKER, OFFICE, HOME] = ['203.0.113.5', '2001:db8:0:7::1', '198.51.100.9'];

// This machine is a proxy that says for whom it asks.
let world: World;
let server: Awaited<ReturnType<typeof serveCollab>> & { url: string };
beforeAll(async () => {
  world = await openWorld();
  const proxies = readNetworks(['127.0.0.1']);
  const started = await serveCollab({
    port: 0,
    databaseUrl: world.database.collabUrl,
    allowedOrigins: [ORIGIN],
    log: pino({ level: 'silent' }),
    clientAddress: (peer, forwardedFor) => nearestStranger(peer, forwardedFor, proxies),
    limits: { unauthenticatedPerNetwork: NEAR },
  });
  server = { ...started, url: `ws://127.0.0.1:${started.port}/collab` };
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const socketsFrom = (address: string) =>
  class extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { origin: ORIGIN, 'x-forwarded-for': address } } as never);
    }
  };

/** Opens sockets from there, and answers with those that are let in; the others were told at once that there is no room. */
async function knock(...addresses: string[]): Promise<WebSocket[]> {
  const before = server.health().sockets;
  const told: WebSocket[] = [];
  const sockets = addresses.map((address) => new (socketsFrom(address))(server.url));
  for (const socket of sockets) {
    socket.addEventListener('close', ({ code, reason }) => {
      if (code === CloseCode.full && reason === 'no_room') told.push(socket);
    });
  }
  const areIn = () => server.health().sockets - before;
  await until(() => told.length + areIn() === sockets.length, 'each is in, or was told');
  return sockets.filter((socket) => !told.includes(socket));
}

async function leave(sockets: readonly WebSocket[]): Promise<void> {
  for (const socket of sockets) socket.close(1000);
  await until(() => server.health().sockets === 0, 'they have gone');
}

const post = (address: string, path = '', body?: Uint8Array<ArrayBuffer>) =>
  fetch(`http://127.0.0.1:${server.port}${HTTP_PATH}${path}`, {
    method: 'POST',
    body,
    headers: { origin: ORIGIN, 'x-forwarded-for': address, [HTTP_KEY]: 'ab'.repeat(16) },
  });

function visitFrom(address: string, chapter: string, who: keyof World['people']): Visitor {
  const visitor = new Visitor(server, chapter, () => world.ticket(chapter, world.people[who]));
  visitor.socket.configuration.WebSocketPolyfill = socketsFrom(address);
  return visitor;
}

test('case 16: who waits without a pass takes the places of their own address alone, over either way', async () => {
  const chapter = await world.addChapter();
  const waiting = await knock(...Array<string>(NEAR).fill(ATTACKER));
  expect(waiting).toHaveLength(NEAR);
  expect(await knock(ATTACKER)).toEqual([]);
  expect((await post(ATTACKER)).status).toBe(503);
  // What a client writes into the header itself is not believed.
  expect((await post(`${HOME}, ${ATTACKER}`)).status).toBe(503);
  const honest = await visitFrom(HOME, chapter, 'drafter').synced();
  honest.leave();
  await leave(waiting);
  const [again] = await knock(ATTACKER);
  await leave([again!]);
});

test('case 16: one machine has as many addresses of its network as it likes; they count as one', async () => {
  await until(() => server.health().sockets === 0, 'the earlier ones are out');
  const addresses = Array.from({ length: 2 * NEAR }, (_, at) => `2001:db8:0:7:${at.toString(16)}::1`);
  const waiting = await knock(...addresses);
  expect(waiting).toHaveLength(NEAR);
  await leave(waiting);
});

test('a whole office comes back at once from one address, and everybody is in', async () => {
  const chapter = await world.addChapter();
  const office = Array.from({ length: 4 * NEAR }, (_, at) =>
    visitFrom(OFFICE, chapter, at % 2 ? 'drafter' : 'coordination'),
  );
  await Promise.all(office.map((visitor) => visitor.synced()));
  for (const visitor of office) visitor.leave();
});

test('case 16: before its pass a socket leaves little behind, and an old chapter’s state vector fits', async () => {
  const chapter = await world.addChapter();
  const client = await new RawClient(server, chapter).open();
  const old = new Map(Array.from({ length: 30_000 }, (_, at) => [4_000_000_000 + at, 200 + at]));
  client.send(Type.sync, 0, Y.encodeStateVector(old));
  client.send(Type.auth, 0, await world.ticket(chapter, world.people.drafter));
  await until(() => client.received.length > 0 || client.closed !== null, 'answered');
  expect(client.closed).toBeNull();
  client.leave();

  for (const sizes of [[300], [100, 100, 100]]) {
    const loud = await new RawClient(server, chapter).open();
    for (const size of sizes) loud.update(new Uint8Array(size * 1024));
    expect(await loud.ended()).toEqual({ code: CloseCode.full, reason: 'flood' });
  }
  const curious = await new RawClient(server, chapter).open();
  for (let count = 0; count < 10; count += 1) curious.send(Type.sync, 0, new Uint8Array([1, 5, 1]));
  expect(await curious.ended()).toEqual({ code: CloseCode.full, reason: 'flood' });
  const everywhere = await new RawClient(server, chapter).open();
  for (let count = 0; count < 3; count += 1)
    everywhere.socket.send(frame(crypto.randomUUID(), Type.stateless, '{"type":"x"}') as never);
  expect(await everywhere.ended()).toEqual({ code: CloseCode.full, reason: 'flood' });
  // Over HTTP what waits is refused before it is read, or its connection ends.
  const bring = async (kibibytes: number) => {
    const id = await (await post(HOME)).text();
    const brought = bundle([frame(chapter, Type.sync, 2, new Uint8Array(kibibytes * 1024))]);
    return (await post(HOME, `/${id}/up?n=1`, brought)).status;
  };
  expect(await bring(2048)).toBe(413);
  await bring(300);
  await until(() => server.health().sockets === 0, 'they are shown out');
});
