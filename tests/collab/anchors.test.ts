import { initProseMirrorDoc } from '@tiptap/y-tiptap';
import { test } from 'vitest';
import * as Y from 'yjs';
import { createAnchor } from '#lib/manuscript/anchors.ts';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { newWorld } from './setup.ts';
import { until, visit } from './visitor.ts';

const here = newWorld({ writeDownIdleMs: 200 });

test('anchors follow their passage, are lost with it and found again', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { id: 'aaaaaaaaaa' },
        content: [{ type: 'text', text: 'El acceso a la justicia es desigual en la sierra.' }],
      },
    ],
  });
  const writer = await visit(server, world, chapter, world.people.drafter);
  const anchor = {
    block: 'aaaaaaaaaa',
    quote: { exact: 'es desigual', prefix: 'El acceso a la justicia ', suffix: ' en la sierra.' },
    position: { start: 24, end: 35 },
  };
  await world.as(
    world.people.civil,
    (sql) =>
      sql`select public.open_comment_thread(${chapter}, ${sql.json(anchor)}, 'es desigual', 'Dato', 'arrangement')`,
  );
  const thread = async () => {
    const [row] =
      await world.owner`select anchor, detached from public.comment_threads where chapter_id = ${chapter}`;
    return row as unknown as { anchor: typeof anchor; detached: boolean };
  };
  const words = (writer.text.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  words.insert(0, 'Hoy: ');
  await until(async () => (await thread()).anchor.position.start === 29, 'the anchor moved');
  words.delete(0, words.length);
  words.insert(0, 'Otra cosa.');
  await until(async () => (await thread()).detached, 'detached');
  words.delete(0, words.length);
  words.insert(0, 'El acceso a la justicia es desigual en la sierra.');
  await until(async () => !(await thread()).detached, 'found again');
  writer.leave();
});

test('the anchor of a word is written down whole when it is split, and where its paragraph was put again', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter({
    type: 'doc',
    content: ['Primero alfa beta gama.', 'Segundo delta épsilon.', 'Tercero.'].map((text, at) => ({
      type: 'paragraph',
      attrs: { id: `${at}aaaaaaaaa` },
      content: [{ type: 'text', text }],
    })),
  });
  const writer = await visit(server, world, chapter, world.people.drafter);
  const fragment = writer.text;
  const { doc, mapping } = initProseMirrorDoc(fragment, manuscriptSchema);
  const from = doc.child(0).nodeSize + 1 + 'Segundo '.length;
  const anchor = createAnchor(doc, from, from + 'delta'.length, { fragment, mapping })!;
  await world.as(
    world.people.civil,
    (sql) =>
      sql`select public.open_comment_thread(${chapter}, ${sql.json(anchor)}, 'delta', 'Dato', 'arrangement')`,
  );
  const paragraph = (id: string, words: string) => {
    const element = new Y.XmlElement('paragraph');
    element.setAttribute('id', id);
    element.insert(0, [new Y.XmlText(words)]);
    return element;
  };
  /** What is written down once it says so of the thread. */
  const stands = (block: string, blockEnd: string | null) =>
    until(async () => {
      const [row] =
        await world.owner`select anchor, detached from public.comment_threads where chapter_id = ${chapter}`;
      const { quote, ...at } = row!.anchor;
      return !row!.detached && at.block === block && at.blockEnd === blockEnd && quote.exact === 'delta';
    }, `in ${block}`);
  const words = (fragment.get(1) as Y.XmlElement).get(0) as Y.XmlText;
  writer.document.transact(() => {
    words.delete('Segundo del'.length, 'ta épsilon.'.length);
    fragment.insert(2, [paragraph('bbbbbbbbbb', 'ta épsilon.')]);
  });
  await stands('1aaaaaaaaa', 'bbbbbbbbbb');
  writer.document.transact(() => {
    fragment.delete(2, 1);
    words.insert(words.length, 'ta épsilon.');
  });
  await stands('1aaaaaaaaa', null);
  fragment.delete(1, 1);
  await until(async () => {
    const [row] =
      await world.owner`select detached from public.comment_threads where chapter_id = ${chapter}`;
    return row!.detached;
  }, 'detached');
  fragment.insert(fragment.length, [paragraph('cccccccccc', 'Segundo delta épsilon.')]);
  await stands('cccccccccc', null);
  writer.leave();
});
