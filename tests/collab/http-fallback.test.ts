import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { HTTP_KEY, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { bundle, unbundle } from '#lib/domain/collab-bundle.ts';
import { frame, readSync, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { ORIGIN, until, visit, wordsInLog } from './visitor.ts';
import { logOf } from './world.ts';

const here = newWorld({ httpPollMs: 400, httpSilenceMs: 600, messageBytes: 64 * 1024 });
let base = '';
beforeAll(() => (base = `http://127.0.0.1:${here.server.port}${HTTP_PATH}`));

const KEY = 'ab'.repeat(16);

const post = (path: string, body?: Uint8Array<ArrayBuffer> | string, origin = ORIGIN, key = KEY) =>
  fetch(base + path, {
    method: 'POST',
    body,
    headers: { ...(origin ? { origin } : {}), ...(key ? { [HTTP_KEY]: key } : {}) },
  });

/** A client that speaks by hand, so that it can lose and repeat what it likes. */
class Caller {
  id = '';
  sent = 0;
  got = 0;
  readonly messages: Uint8Array[] = [];

  static async open(): Promise<Caller> {
    const caller = new Caller();
    const response = await post('');
    expect(response.status).toBe(201);
    caller.id = await response.text();
    return caller;
  }

  async up(messages: Uint8Array[], number = (this.sent += 1)): Promise<number> {
    return (await post(`/${this.id}/up?n=${number}`, bundle(messages))).status;
  }

  /** One poll; what it brings is kept unless the answer is to be lost. */
  async down({ lost = false } = {}): Promise<Response> {
    const response = await post(`/${this.id}/down?n=${this.got}`);
    if (response.status === 200 && !lost) {
      this.got = Number(response.headers.get('x-bundle'));
      this.messages.push(...(unbundle(new Uint8Array(await response.arrayBuffer())) ?? []));
    }
    return response;
  }

  async until(done: () => boolean): Promise<void> {
    for (let polls = 0; !done(); polls += 1) {
      if (polls > 50) throw new Error('it did not come');
      const { status } = await this.down();
      if (status !== 200 && status !== 204) throw new Error(`answered ${status}`);
    }
  }

  async enter(chapter: string, ticket: string): Promise<Y.Doc> {
    await this.up([frame(chapter, Type.auth, 0, ticket)]);
    await this.until(() => this.has(Type.stateless));
    await this.up([frame(chapter, Type.sync, 0, Y.encodeStateVector(new Y.Doc()))]);
    await this.until(() => this.messages.some((message) => readSync(message)[0]?.step === 1));
    return this.document();
  }

  types(): number[] {
    return this.messages.map((message) => message[1 + message[0]!]!);
  }
  has(type: number): boolean {
    return this.types().includes(type);
  }
  document(): Y.Doc {
    const document = new Y.Doc();
    for (const message of this.messages)
      for (const { step, bytes } of readSync(message)) if (step > 0) Y.applyUpdate(document, bytes);
    return document;
  }
}

function sentence(document: Y.Doc, words: string): Uint8Array {
  const before = Y.encodeStateVector(document);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  document.getXmlFragment('default').push([paragraph]);
  return Y.encodeStateAsUpdate(document, before);
}

test('case 31: over HTTP one reads and writes with those who have a WebSocket', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const other = await visit(server, world, chapter, world.people.coordination);
  const caller = await Caller.open();
  const document = await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
  expect(await caller.up([frame(chapter, Type.sync, 2, sentence(document, 'Por HTTP. '))])).toBe(204);
  await caller.until(() => caller.has(Type.status));
  expect(await wordsInLog(world, chapter)).toBe('Por HTTP. ');
  await until(() => other.words() === 'Por HTTP. ', 'it arrived');
  other.write('Por WebSocket. ');
  await caller.until(() =>
    caller.document().getXmlFragment('default').toString().includes('Por WebSocket. '),
  );
  other.leave();
});

test('a bundle that comes twice is taken once, and a lost answer comes again', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const caller = await Caller.open();
  const document = await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
  const before = (await logOf(world, chapter)).length;
  const edit = frame(chapter, Type.sync, 2, sentence(document, 'Una vez. '));
  expect(await caller.up([edit])).toBe(204);
  expect(await caller.up([edit], caller.sent)).toBe(204);
  const lost = await caller.down({ lost: true });
  expect(lost.status).toBe(200);
  await caller.until(() => caller.has(Type.status));
  expect(caller.types().filter((type) => type === Type.status)).toHaveLength(1);
  expect(await logOf(world, chapter)).toHaveLength(before + 1);
});

test('a bundle that is missing closes the connection, and says so', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const caller = await Caller.open();
  await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
  expect(await caller.up([frame(chapter, Type.sync, 0, new Uint8Array([0]))], caller.sent + 2)).toBe(409);
  const end = await closing(caller);
  expect(end).toEqual({ kind: 'closed', code: 4409, reason: 'bundle_missing' });
});

async function closing(caller: Caller): Promise<unknown> {
  for (;;) {
    const response = await caller.down();
    if (response.status === 410) return response.json();
  }
}

test('a pass is asked for all the same, and a read-only person writes nothing', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const stranger = await Caller.open();
  await stranger.up([frame(chapter, Type.auth, 0, 'invented')]);
  expect(await closing(stranger)).toMatchObject({ code: 4401 });

  const reader = await Caller.open();
  const document = await reader.enter(chapter, await world.ticket(chapter, world.people.civil));
  const log = await logOf(world, chapter);
  await reader.up([frame(chapter, Type.sync, 2, sentence(document, 'No debe estar. '))]);
  await reader.until(() => reader.has(Type.status));
  const status = reader.messages.find((message) => message[1 + message[0]!] === Type.status)!;
  expect(status.at(-1)).toBe(0);
  expect(await logOf(world, chapter)).toEqual(log);
});

test('a right that is taken away ends the connection within five seconds', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const caller = await Caller.open();
  await caller.enter(chapter, await world.ticket(chapter, world.people.observer));
  const since = Date.now();
  await world.owner`delete from public.arrangement_parties
    where organization_id = ${world.people.observer.organizationId}`;
  expect(await closing(caller)).toMatchObject({ code: 4403 });
  expect(Date.now() - since).toBeLessThan(5_000);
  expect((await caller.down()).status).toBe(410);
});

test('pages of others, unknown connections and what is too large are refused', async () => {
  const { world, server } = here;
  const sockets = server.health().sockets;
  expect((await post('', undefined, 'https://evil.example')).status).toBe(403);
  expect((await post('', undefined, '')).status).toBe(403);
  expect((await fetch(base)).status).toBe(405);
  expect((await post(`/${'x'.repeat(32)}/down?n=0`)).status).toBe(404);
  expect(server.health().sockets).toBe(sockets);
  const chapter = await world.addChapter();
  const caller = await Caller.open();
  await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
  expect(await caller.up([new Uint8Array(80 * 1024)])).toBe(413);
  expect(await closing(caller)).toMatchObject({ code: 1009 });
});

test.each([
  ['none', ''],
  ['another', 'ba'.repeat(16)],
  ['a shorter one', 'ab'],
  ['a longer one', 'ab'.repeat(17)],
])(
  'who knows a connection’s id from a proxy’s log, and of its key %s, is told that there is none',
  async (_what, key) => {
    const { world } = here;
    const chapter = await world.addChapter();
    const caller = await Caller.open();
    const document = await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
    const log = await logOf(world, chapter);
    const edit = bundle([frame(chapter, Type.sync, 2, sentence(caller.document(), 'Escrito por otro. '))]);
    const tried = [`up?n=${caller.sent + 1}`, `up?n=${caller.sent}`, `down?n=${caller.got}`, 'close'];
    for (const verb of tried) {
      const response = await post(`/${caller.id}/${verb}`, verb === 'close' ? key : edit, ORIGIN, key);
      expect([verb, response.status, await response.text()]).toEqual([verb, 404, '']);
    }
    // The connection is as it was, and its own page goes on.
    expect(await logOf(world, chapter)).toEqual(log);
    expect(await caller.up([frame(chapter, Type.sync, 2, sentence(document, 'Propio. '))])).toBe(204);
    await caller.until(() => caller.has(Type.status));
    expect((await post(`/${caller.id}/close`, KEY)).status).toBe(204);
    expect((await post(`/${caller.id}/down?n=0`, undefined, ORIGIN, key)).status).toBe(404);
    expect((await caller.down()).status).toBe(410);
  },
);

test('a page of before there were keys gives this way up at once, and leaves nothing behind', async () => {
  const sockets = here.server.health().sockets;
  for (const key of ['', 'ab', 'x'.repeat(32)])
    expect((await post('', undefined, ORIGIN, key)).status).toBe(400);
  // Those of an earlier test may still be leaving.
  expect(here.server.health().sockets).toBeLessThanOrEqual(sockets);
});

test('who asks no more has gone, and leaves nothing behind', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  await until(() => server.health().sockets === 0, 'the others have gone');
  const caller = await Caller.open();
  await caller.enter(chapter, await world.ticket(chapter, world.people.drafter));
  expect(server.health().sockets).toBe(1);
  await until(() => server.health().sockets === 0, 'gone by silence');
  expect((await caller.down()).status).toBe(410);
});
