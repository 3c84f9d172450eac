import type { beforeSyncPayload } from '@hocuspocus/server';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { durable } from './durable.ts';
import { allowances } from './allowances.ts';
import { limits } from './limits.ts';
import { Weight } from './weight.ts';
import type { SocketContext } from './participant.ts';

const CHAPTER = '00000000-0000-4000-8000-000000000001';

/** A chapter that is as new as its log. */
const inMemory = () =>
  ({
    chapterId: CHAPTER,
    head: 0,
    owners: new Map(),
    weight: new Weight(new Y.Doc(), 0, () => 0),
    wrote: () => {},
    doubt: () => {},
    newest: async () => {},
  }) as never;

// A moment that no real server can be brought to at will: the commit is done, the news of the lost right is here, and the
// answer to the commit is not yet.
test('case 13: what was on disk before a right ended is acknowledged, though the answer comes after', async () => {
  const name = chapterDocumentName(CHAPTER);
  const document = new Y.Doc();
  const writer = new Y.Doc();
  writer.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement('paragraph')]);
  const participant = { personId: 'ella', chapterId: CHAPTER, canEdit: true, reason: null as string | null };
  const connection = { readOnly: false };
  const notices: unknown[] = [];
  const hook = durable({
    hocuspocus: () => ({ documents: new Map([[name, document]]) }) as never,
    live: new Map([[name, inMemory()]]),
    appends: {
      append: async () => {
        Object.assign(participant, { canEdit: false, reason: 'voting' });
        connection.readOnly = true;
        return [{ seq: 1, refusal: null }];
      },
    } as never,
    grown: () => {},
    allowed: allowances(limits),
    limits,
    log: pino({ level: 'silent' }),
  });
  const message = (payload: Uint8Array) =>
    ({
      type: 2,
      payload,
      document,
      documentName: name,
      connection,
      context: { socket: { participant, connection, notify: (notice: unknown) => notices.push(notice) } },
    }) as unknown as beforeSyncPayload<SocketContext>;
  await hook(message(Y.encodeStateAsUpdate(writer)));
  // Hocuspocus reads this next: it applies the update and acknowledges it.
  expect(connection.readOnly).toBe(false);
  writer.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement('paragraph')]);
  await hook(message(Y.encodeStateAsUpdate(writer)));
  expect(connection.readOnly).toBe(true);
  expect(notices).toEqual([{ type: 'refused', reason: 'voting' }]);
});

test('of two sockets with one client id, the second is judged when the first is in the text', async () => {
  const name = chapterDocumentName(CHAPTER);
  const document = new Y.Doc();
  document.getXmlFragment(FRAGMENT);
  const logged: string[] = [];
  let written = () => {};
  const hook = durable({
    hocuspocus: () => ({ documents: new Map([[name, document]]) }) as never,
    live: new Map([[name, inMemory()]]),
    appends: {
      append: (_chapter: string, entries: unknown[]) => {
        logged.push('append');
        return new Promise((resolve) => {
          written = () => resolve(entries.map((_, at) => ({ seq: at + 1, refusal: null })));
        });
      },
    } as never,
    grown: () => {},
    allowed: allowances(limits),
    limits,
    log: pino({ level: 'silent' }),
  });
  const said = (words: string) => {
    const tab = new Y.Doc();
    tab.clientID = 4711;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    tab.getXmlFragment(FRAGMENT).insert(0, [paragraph]);
    return Y.encodeStateAsUpdate(tab);
  };
  const send = async (payload: Uint8Array) => {
    const participant = { personId: 'ella', chapterId: CHAPTER, canEdit: true, reason: null };
    const context = { socket: { participant, connection: null, notify: () => {} } };
    const connection = { readOnly: false };
    await hook({
      type: 2,
      payload,
      document,
      documentName: name,
      connection,
      context,
    } as unknown as beforeSyncPayload<SocketContext>);
    Y.applyUpdate(document, payload);
  };
  const one = send(said('uno'));
  const two = send(said('uno y dos'));
  const three = send(said('otra cosa')).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(logged).toEqual(['append']);
  written();
  await one;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(logged).toEqual(['append', 'append']);
  written();
  await two;
  // The first three letters were known by then; of the second message only what follows them is new.
  expect(document.getXmlFragment(FRAGMENT).toString()).toBe('<paragraph>uno y dos</paragraph>');
  expect(await three).toMatchObject({ reason: 'foreign_client' });
  expect(logged).toHaveLength(2);
});

test('what cannot even be judged is answered as malformed, and logged once', async () => {
  const name = chapterDocumentName(CHAPTER);
  const lines: unknown[] = [];
  const hook = durable({
    hocuspocus: () => ({ documents: new Map() }) as never,
    live: new Map([[name, inMemory()]]),
    appends: {} as never,
    grown: () => {},
    allowed: allowances(limits),
    limits,
    log: pino({ level: 'warn' }, { write: (line: string) => lines.push(JSON.parse(line)) }),
  });
  const participant = { personId: 'ella', chapterId: CHAPTER, canEdit: true, reason: null };
  const broken = {
    type: 2,
    payload: Y.encodeStateAsUpdate(new Y.Doc()),
    document: {
      get store() {
        throw new TypeError('ours');
      },
    },
    documentName: name,
    connection: { readOnly: false },
    context: { socket: { participant } },
  };
  await expect(hook(broken as unknown as beforeSyncPayload<SocketContext>)).rejects.toMatchObject({
    code: 4400,
    reason: 'malformed_update',
  });
  expect(lines).toMatchObject([{ chapter: CHAPTER, msg: 'an update cannot be judged' }]);
});
