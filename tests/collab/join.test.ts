import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { CloseCode, PACKED } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { RawClient, readSync, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { until, visit } from './visitor.ts';

const here = newWorld({ bufferedBytes: 64 * 1024, chapterBytes: 7_000_000 });

const long = {
  type: 'doc',
  content: Array.from({ length: 200 }, (_, at) => ({
    type: 'paragraph',
    content: [{ type: 'text', text: `Párrafo ${at}: nadie responde por mantenerla al día. ` }],
  })),
};

/** Comes in by hand, asks for everything, and answers with the messages received until the server asks back. */
async function comeIn(chapter: string, query: string): Promise<RawClient> {
  const { world, server } = here;
  const client = new RawClient({ url: server.url + query }, chapter);
  await client.enter(await world.ticket(chapter, world.people.drafter));
  client.send(Type.sync, 0, Y.encodeStateVector(new Y.Doc()));
  await until(() => client.received.some(({ step }) => step === 0), 'in step');
  return client;
}

const words = (document: Y.Doc) =>
  document
    .getXmlFragment(FRAGMENT)
    .toString()
    .replaceAll(/<[^>]*>/g, '');

function textOf(client: RawClient): string {
  const document = new Y.Doc();
  for (const { step, bytes } of client.received) if (step > 0) Y.applyUpdate(document, bytes);
  return words(document);
}

test('who comes in gets the whole text once, with what was written since', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter(long);
  const writer = await visit(server, world, chapter, world.people.coordination);
  const first = await comeIn(chapter, '');
  expect(textOf(first)).toBe(writer.words());
  expect(first.received.map(({ step }) => step)).toEqual([1, 0]);
  writer.write('Y esto después.');
  await writer.saved();
  const second = await comeIn(chapter, '');
  expect(textOf(second)).toBe(writer.words());
  // What is on its way to everybody in that moment may reach it before its answer, or right after.
  const whole = second.received.findIndex(({ step }) => step === 1);
  const answer = second.received.slice(whole - 1, whole + 2);
  // Whoever has the whole takes themselves for in step, so what came since is there by then.
  expect(answer.map(({ step }) => step)).toEqual([2, 1, 0]);
  // The whole is the very same bytes: nothing was encoded anew.
  expect(answer[1]!.bytes).toEqual(first.received[0]!.bytes);
  for (const client of [first, second]) client.leave();
  writer.leave();
});

test('who can unpack gets it packed, and reads the same', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter(long);
  const writer = await visit(server, world, chapter, world.people.coordination);
  const plain = await comeIn(chapter, '');
  const packed = await comeIn(chapter, '?packed');
  const [frame] = packed.packed;
  expect(packed.types.filter((type) => type === PACKED)).toHaveLength(1);
  const [inner] = readSync(inflateRawSync(frame!));
  expect(inner).toEqual(plain.received[0]);
  expect(frame!.length * 4).toBeLessThan(inner!.bytes.length);
  for (const client of [plain, packed]) client.leave();
  writer.leave();
});

test('who comes in while others write misses nothing', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter(long);
  const writer = await visit(server, world, chapter, world.people.coordination);
  const comers = [];
  // More than a tail holds, so that the snapshot is made anew on the way.
  for (let round = 0; round < 300; round += 1) {
    writer.write(`línea ${round}. `);
    if (round % 50 === 25) comers.push(await visit(server, world, chapter, world.people.drafter));
  }
  await writer.saved();
  for (const comer of comers) {
    await until(() => comer.words() === writer.words(), 'the same text');
    comer.leave();
  }
  expect(writer.words()).toContain('línea 299. ');
  writer.leave();
});

test('a text as long as one may be opens for everybody; more is refused, and words that go make room', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const document = new Y.Doc();
  const text = document.getXmlFragment(FRAGMENT);
  const updates: Uint8Array[] = [];
  document.on('update', (update: Uint8Array) => void updates.push(update));
  const push = (letters: number) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Derecho a la salud. '.repeat(letters / 20))]);
    text.push([paragraph]);
  };
  const enter = async () =>
    new RawClient(server, chapter).enter(await world.ticket(chapter, world.people.drafter));
  let client = await enter();
  for (let count = 0; count < 5; count += 1) push(1_600_000);
  for (const update of updates.slice(0, 4)) client.update(update);
  await until(() => client.statuses.length === 4, 'as long as it may be');
  for (let again = 0; again < 2; again += 1) {
    client.update(updates[4]!);
    expect(await client.ended()).toEqual({ code: CloseCode.chapterFull, reason: 'chapter_full' });
    client = await enter();
  }
  const reader = await visit(server, world, chapter, world.people.observer);
  expect(reader.words()).toHaveLength(6_400_000);
  const full = reader.text.toArray().findIndex((block) => block.toString().length > 1_000_000);
  reader.text.delete(full, 1);
  client.update(Y.encodeStateAsUpdate(reader.document, Y.encodeStateVector(reader.document)));
  client.update(updates[4]!);
  await until(() => client.statuses.length === 2, 'a paragraph was taken out, and another one put in');
  expect(client.statuses).toEqual([true, true]);
  const late = await visit(server, world, chapter, world.people.observer);
  expect(late.words()).toHaveLength(6_400_000);
  expect([reader.closes, late.closes]).toEqual([[], []]);
  client.leave();
  for (const visitor of [reader, late]) visitor.leave();
}, 30_000);
