import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodePart } from '#collab/encode-part.ts';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit, Visitor, wordsInLog } from './visitor.ts';
import { logOf, type World } from './world.ts';

const here = newWorld({ appendMs: 1_000 });

/** A document as a client of this id would have it after opening the chapter. */
async function copyOf(world: World, chapter: string, clientId: number): Promise<Y.Doc> {
  const document = new Y.Doc();
  const rows = await world.owner`
    select payload from collab.chapter_updates where chapter_id = ${chapter} order by seq`;
  for (const { payload } of rows) Y.applyUpdate(document, payload);
  document.clientID = clientId;
  return document;
}

/** The update that an act on a document makes. */
function updateOf(document: Y.Doc, act: (text: Y.XmlFragment) => void): Uint8Array {
  const before = Y.encodeStateVector(document);
  document.transact(() => act(document.getXmlFragment(FRAGMENT)));
  return Y.encodeStateAsUpdate(document, before);
}

async function hostile(clientId = 4711) {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const witness = await visit(server, world, chapter, world.people.coordination);
  witness.write('Lo que estaba. ');
  await witness.saved();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const document = await copyOf(world, chapter, clientId);
  const unchanged = async () => {
    expect(await wordsInLog(world, chapter)).toBe('Lo que estaba. ');
    expect(witness.words()).toBe('Lo que estaba. ');
    witness.leave();
  };
  return { chapter, witness, client, document, unchanged };
}

test('nothing is acknowledged that is not in the log', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  let acknowledged = '';
  for (let round = 0; round < 30; round += 1) {
    writer.write(`${round};`);
    acknowledged += `${round};`;
    await writer.saved();
    expect(await wordsInLog(world, chapter)).toBe(acknowledged);
  }
  writer.leave();
});

test('case 15: a reader cannot write, and is told so', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const reader = await visit(server, world, chapter, world.people.civil);
  const writer = await visit(server, world, chapter, world.people.drafter);
  expect(reader.notice('access')).toEqual([{ type: 'access', canEdit: false, reason: 'not_a_drafter' }]);
  expect(reader.provider.authorizedScope).toBe('readonly');
  const before = await logOf(world, chapter);
  reader.write('No debería quedar. ');
  await until(() => reader.notice('refused').length > 0, 'refused');
  expect(reader.notice('refused')[0]).toEqual({ type: 'refused', reason: 'not_a_drafter' });
  await pause(100);
  expect(reader.provider.unsyncedChanges).toBeGreaterThan(0);
  expect(writer.words()).toBe('');
  expect(await logOf(world, chapter)).toEqual(before);
  reader.leave();
  writer.leave();
});

test('a reader that comes back with nothing new is acknowledged', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const reader = await visit(server, world, chapter, world.people.observer);
  await reader.saved();
  expect(reader.closes).toEqual([]);
  reader.leave();
});

test.each([
  ['no update at all', new Uint8Array([1, 2, 3, 4])],
  ['an update cut short', Uint8Array.from([1, 1, 231, 36, 0, 4])],
  ['nothing', new Uint8Array()],
])('case 4: %s is not acknowledged, and the socket is closed', async (_what, bytes) => {
  const { client, unchanged } = await hostile();
  client.update(bytes);
  expect(await client.ended()).toEqual({ code: CloseCode.malformed, reason: 'malformed_update' });
  expect(client.statuses).toEqual([]);
  await unchanged();
});

test('case 6: a message that is too large ends with 1009', async () => {
  const { client, unchanged } = await hostile();
  client.update(new Uint8Array(3 * 1024 * 1024));
  expect((await client.ended()).code).toBe(CloseCode.tooLarge);
  await unchanged();
});

test('case 7: an update with a gap is refused, not kept waiting in memory', async () => {
  const { client, document, unchanged } = await hostile();
  updateOf(document, (text) => text.push([new Y.XmlElement('paragraph')]));
  client.update(updateOf(document, (text) => text.push([new Y.XmlElement('paragraph')])));
  expect(await client.ended()).toEqual({ code: CloseCode.outOfStep, reason: 'causal_gap' });
  await unchanged();
});

const ME = 777_001;
const item = (
  clock: number,
  content: unknown,
  named: { origin?: Y.ID; rightOrigin?: Y.ID; parent?: Y.ID | string },
) =>
  new Y.Item(
    Y.createID(ME, clock),
    null,
    named.origin ?? null,
    null,
    named.rightOrigin ?? null,
    (named.parent ?? null) as never,
    null,
    content as never,
  );
const block = () => new Y.ContentType(new Y.XmlElement('paragraph'));

test.each<[string, number, string, (words: Y.ID) => Uint8Array]>([
  [
    'that names as its parent what comes after it',
    CloseCode.malformed,
    'malformed_update',
    () =>
      encodePart(
        ME,
        [
          item(0, new Y.ContentType(new Y.XmlText()), { parent: Y.createID(ME, 1) }),
          item(1, block(), { parent: FRAGMENT }),
        ],
        new Map(),
      ),
  ],
  [
    'that says to stand after one letter and before an earlier one',
    CloseCode.changeRefused,
    'unknown_content',
    ({ client, clock }) => {
      const [origin, rightOrigin] = [Y.createID(client, clock + 9), Y.createID(client, clock + 3)];
      return encodePart(ME, [item(0, new Y.ContentString(' no'), { origin, rightOrigin })], new Map());
    },
  ],
  [
    'that deletes nothing',
    CloseCode.malformed,
    'malformed_update',
    ({ client, clock }) => encodePart(ME, [], new Map([[client, [{ clock: clock + 15, len: 0 }]]])),
  ],
])('an update %s is refused, and the chapter opens for the next one', async (_what, code, reason, update) => {
  const { witness, client, chapter, unchanged } = await hostile();
  const words = [...witness.document.store.clients.values()]
    .flat()
    .find((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentString)!;
  client.update(update(words.id));
  expect(await client.ended()).toEqual({ code, reason });
  expect(client.statuses).toEqual([]);
  await unchanged();
  await until(() => here.server.health().documents === 0, 'unloaded');
  const next = await visit(here.server, here.world, chapter, here.world.people.coordination);
  expect(next.words()).toBe('Lo que estaba. ');
  next.leave();
});

test('items under client 0, who is nobody, are refused', async () => {
  const { client, document, unchanged } = await hostile(0);
  document.clientID = 0;
  client.update(updateOf(document, (text) => text.push([new Y.XmlElement('paragraph')])));
  expect(await client.ended()).toEqual({ code: CloseCode.changeRefused, reason: 'foreign_client' });
  await unchanged();
});

test('case 10: items under another client id are refused; the victim goes on writing', async () => {
  const { witness, client, chapter } = await hostile();
  const forged = await copyOf(here.world, chapter, witness.document.clientID);
  client.update(
    updateOf(forged, (text) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('Falso. ')]);
      text.push([paragraph]);
    }),
  );
  expect(await client.ended()).toEqual({ code: CloseCode.changeRefused, reason: 'foreign_client' });
  witness.write('Sigo. ');
  await witness.saved();
  expect(await wordsInLog(here.world, chapter)).toBe('Lo que estaba. Sigo. ');
  witness.leave();
});

test('the client id of an open caret is taken too, before its owner has written a word', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const victim = await visit(server, world, chapter, world.people.coordination);
  victim.provider.setAwarenessField('cursor', { at: 1 });
  const thief = await visit(server, world, chapter, world.people.drafter);
  await until(() => thief.provider.awareness!.getStates().has(victim.document.clientID), 'the caret is seen');
  thief.leave();
  const client = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const forged = await copyOf(world, chapter, victim.document.clientID);
  client.update(updateOf(forged, (text) => text.push([new Y.XmlElement('paragraph')])));
  expect((await client.ended()).reason).toBe('foreign_client');
  victim.leave();
});

test.each<[string, (text: Y.XmlFragment) => void]>([
  ['an unknown node', (text) => text.push([new Y.XmlElement('script')])],
  [
    'an event handler',
    (text) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.setAttribute('onclick', 'alert(1)');
      text.push([paragraph]);
    },
  ],
  [
    'a javascript: link',
    (text) => {
      const words = new Y.XmlText();
      words.insert(0, 'pulse', { link: { href: 'javascript:alert(1)' } });
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [words]);
      text.push([paragraph]);
    },
  ],
  ['text outside of a block', (text) => text.push([new Y.XmlHook('x')] as never)],
  ['another root', (text) => text.doc!.getMap('otra').set('secreto', 'x')],
  ['an embedded document', (text) => text.doc!.getMap('default2').set('doc', new Y.Doc())],
])('case 12: %s is refused', async (_what, act) => {
  const { client, document, unchanged } = await hostile();
  client.update(updateOf(document, act));
  expect(await client.ended()).toEqual({ code: CloseCode.changeRefused, reason: 'unknown_content' });
  await unchanged();
});

test('an opcode of servers among themselves is refused', async () => {
  const { client, witness, unchanged } = await hostile();
  client.send(Type.broadcast, JSON.stringify({ type: 'discussion' }));
  expect((await client.ended()).code).toBe(CloseCode.malformed);
  expect(witness.notice('discussion')).toEqual([]);
  await unchanged();
});

test('cases 20 and 21: while the log cannot be written nothing is acknowledged, and nothing is lost after', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('Antes. ');
  await writer.saved();
  await world.owner`alter function collab.append_updates rename to away`;
  writer.write('Durante. ');
  await until(
    () => writer.closes.some(({ code }) => code === CloseCode.notStored),
    'closed without an answer',
  );
  expect(writer.provider.hasUnsyncedChanges).toBe(true);
  expect(await wordsInLog(world, chapter)).toBe('Antes. ');
  await world.owner`alter function collab.away rename to append_updates`;
  await until(() => writer.provider.synced && !writer.provider.hasUnsyncedChanges, 'saved after all', 10_000);
  expect(await wordsInLog(world, chapter)).toBe('Antes. Durante. ');
  writer.leave();
});

test('a reconnecting client that repeats its deletions adds nothing to the log', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  for (let round = 0; round < 10; round += 1) writer.write(`párrafo ${round} `);
  writer.text.delete(2, 5);
  await writer.saved();
  const before = await logOf(world, chapter);
  writer.socket.webSocket!.close();
  await until(() => !writer.provider.synced, 'gone');
  await writer.synced();
  await writer.saved();
  expect(await logOf(world, chapter)).toEqual(before);
  writer.leave();
});

test('case 28: edits made offline, in an earlier session of the same person too, are merged once', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const drafter = world.people.drafter;
  const first = await visit(server, world, chapter, drafter);
  first.socket.disconnect();
  await until(() => !first.provider.synced, 'offline');
  first.write('Sin red. ');
  const kept = Y.encodeStateAsUpdate(first.document);
  first.leave();

  const second = new Visitor(server, chapter, () => world.ticket(chapter, drafter));
  Y.applyUpdate(second.document, kept);
  second.write('De vuelta. ');
  await second.synced();
  expect(second.words()).toBe('Sin red. De vuelta. ');
  // The provider forgets, when it begins to synchronise, how many edits it had sent before.
  await until(async () => (await wordsInLog(world, chapter)) === 'Sin red. De vuelta. ', 'all of it, once');
  const owners = await world.owner`
    select distinct client_id from collab.chapter_updates where chapter_id = ${chapter} and client_id <> 0`;
  expect(owners).toHaveLength(2);
  second.leave();
});
