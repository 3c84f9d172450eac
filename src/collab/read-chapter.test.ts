import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import type { CollabDatabase } from './database.ts';
import { readChapter, UnreadableLog } from './read-chapter.ts';

const seed = contentToUpdate({ type: 'doc', content: [{ type: 'paragraph' }] }, 700);
const broken = new Uint8Array([1, 255]);

/** A chapter's log as the database has it: the seed, and a paragraph of each of two people. */
function logged() {
  const document = new Y.Doc();
  Y.applyUpdate(document, seed);
  const rows = [{ seq: 1, clientId: 0, personId: 'nobody', payload: seed }];
  for (const clientId of [1, 2]) {
    document.clientID = clientId;
    const before = Y.encodeStateVector(document);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`de ${clientId}`)]);
    document.getXmlFragment(FRAGMENT).push([paragraph]);
    rows.push({
      seq: rows.length + 1,
      clientId,
      personId: `${clientId}`,
      payload: Y.encodeStateAsUpdate(document, before),
    });
  }
  return rows;
}

async function read(rows: ReturnType<typeof logged>, snapshot: { seq: number; state: Uint8Array | null }) {
  const alarms: unknown[] = [];
  const since = async (_chapter: string, seq: number) => rows.filter((row) => row.seq > seq);
  const database = { readSnapshot: async () => snapshot, updatesSince: since, entriesSince: since };
  const log = { error: ({ alarm, left }: { alarm: string; left?: number[] }) => alarms.push([alarm, left]) };
  const text = await readChapter(database as unknown as CollabDatabase, 'chapter', log as never);
  const words = text.document
    .getXmlFragment(FRAGMENT)
    .toString()
    .replaceAll(/<[^>]*>/g, ' ')
    .trim();
  return { alarms, words: words.replaceAll(/ +/g, ' '), head: text.head, base: text.base.seq };
}

test('a snapshot that cannot be read is only a lost shortcut', async () => {
  expect(await read(logged(), { seq: 2, state: broken })).toEqual({
    alarms: [['corrupt_snapshot', undefined]],
    words: 'de 1 de 2',
    head: 3,
    base: 0,
  });
});

test.each([null, seed])(
  'an entry that cannot be taken in is left out, with an alarm (snapshot: %#)',
  async (state) => {
    const rows = logged();
    rows[2]!.payload = broken;
    expect(await read(rows, { seq: state ? 1 : 0, state })).toEqual({
      alarms: [['entries_left_out', [3]]],
      words: 'de 1',
      head: 3,
      base: 0,
    });
  },
);

test.each([0, 1])('a log is not read without its seed, or what others built on (%i)', async (index) => {
  const rows = logged();
  rows[index]!.payload = broken;
  await expect(read(rows, { seq: 0, state: null })).rejects.toBeInstanceOf(UnreadableLog);
});
