import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { PACKED } from '#lib/domain/collaboration.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { RawClient, readSync, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { until, visit } from './visitor.ts';

const here = newWorld();

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
  const steps = second.received.map(({ step }) => step);
  const begins = steps.indexOf(1);
  const answer = second.received.slice(begins, steps.indexOf(0, begins) + 1);
  expect(answer.map(({ step }) => step)).toEqual([1, 2, 0]);
  // The first half is the very same bytes: nothing was encoded anew.
  expect(answer[0]!.bytes).toEqual(first.received[0]!.bytes);
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
