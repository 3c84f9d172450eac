import type { beforeSyncPayload } from '@hocuspocus/server';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { durable } from './durable.ts';
import type { SocketContext } from './participant.ts';

const CHAPTER = '00000000-0000-4000-8000-000000000001';

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
    live: new Map([
      [name, { chapterId: CHAPTER, owners: new Map(), wrote: () => {}, doubt: () => {} } as never],
    ]),
    appends: {
      append: async () => {
        Object.assign(participant, { canEdit: false, reason: 'voting' });
        connection.readOnly = true;
        return [{ seq: 1, refusal: null }];
      },
    } as never,
    grown: () => {},
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
