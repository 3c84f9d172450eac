import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { collabDatabase } from '#collab/database.ts';
import { authorship } from '#lib/domain/writing-session.ts';
import { RawClient } from './raw.ts';
import { newWorld } from './setup.ts';
import { until, visit } from './visitor.ts';
import { logOf, type Persona } from './world.ts';

const here = newWorld({ writeDownIdleMs: 50 });

/** The history as a reader of the draft gets it, once it is as new as the log. */
async function historyOf(chapter: string, reader: Persona) {
  const { world } = here;
  const asReader = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as(reader, work);
  await until(async () => {
    const [row] = await asReader((sql) => sql`select public.request_history(${chapter}) as settled`);
    return row!.settled === true;
  }, 'the history is as new as the log');
  const sessions = await asReader(
    (sql) => sql`
      select person_name, organization_name, sector, added, removed from public.chapter_sessions
      where chapter_id = ${chapter} order by first_seq`,
  );
  const [row] = await asReader((sql) => sql`select public.read_authorship(${chapter}) as written`);
  const { blocks, sittings } = row!.written as {
    blocks: unknown;
    sittings: { first_seq: number; person_name: string }[];
  };
  const names = new Map(sittings.map((each) => [each.first_seq, each.person_name]));
  return {
    sessions,
    by: authorship
      .parse(blocks)
      .map(({ runs }) => runs.map(([length, session]) => `${names.get(session)} ${length}`).join(', ')),
  };
}

test('two people’s words are theirs, with organization and sector, for whoever reads the draft', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const one = await visit(server, world, chapter, world.people.coordination);
  one.write('Dice la secretaría.');
  await one.saved();
  const two = await visit(server, world, chapter, world.people.drafter);
  const words = (two.text.get(1) as Y.XmlElement).get(0) as Y.XmlText;
  words.insert(4, ' hoy');
  two.write('Dice la dependencia.');
  await two.saved();
  const { by, sessions } = await historyOf(chapter, world.people.observer);
  expect(by).toEqual([
    '',
    'Coordinación 4, Dependencia estatal 4, Coordinación 15',
    'Dependencia estatal 20',
  ]);
  expect(
    sessions.map((each) => [each.person_name, each.organization_name, each.sector, each.added, each.removed]),
  ).toEqual([
    ['Coordinación', 'Coordinación', 'state', 19, 0],
    ['Dependencia estatal', 'Dependencia estatal', 'state', 24, 0],
  ]);
  one.leave();
  two.leave();
});

test('words brought back in the place of shorter ones stay their author’s, and the history goes on', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const one = await visit(server, world, chapter, world.people.coordination);
  one.write('La comunidad pidió la palabra y la tuvo.');
  await one.saved();
  const two = await visit(server, world, chapter, world.people.drafter);
  const replace = (visitor: typeof one, words: string) =>
    visitor.provider.document.transact(() => {
      const text = (visitor.text.get(1) as Y.XmlElement).get(0) as Y.XmlText;
      text.delete(0, text.length);
      text.insert(0, words);
    });
  replace(two, 'Breve.');
  await two.saved();
  await until(() => one.words().includes('Breve.'), 'the first sees it');
  replace(one, 'La comunidad pidió la palabra y la tuvo.');
  await one.saved();
  const { by, sessions } = await historyOf(chapter, world.people.observer);
  expect(by).toEqual(['', 'Coordinación 40']);
  expect(sessions.map((each) => [each.person_name, each.added, each.removed])).toEqual([
    ['Coordinación', 80, 6],
    ['Dependencia estatal', 6, 40],
  ]);
  one.leave();
  two.leave();
});

test('an imported text is of whoever imported it', async () => {
  const { world } = here;
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Traído de Word.' }] };
  const chapter = await world.addChapter({ type: 'doc', content: [paragraph] });
  expect((await historyOf(chapter, world.people.civil)).by).toEqual(['Coordinación 15']);
});

test('what is written under another’s client id never counts as theirs', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const victim = await visit(server, world, chapter, world.people.coordination);
  victim.write('Mis palabras.');
  await victim.saved();
  const before = (await logOf(world, chapter)).length;

  const forger = await new RawClient(server, chapter).enter(
    await world.ticket(chapter, world.people.drafter),
  );
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(victim.document));
  copy.clientID = victim.document.clientID;
  const state = Y.encodeStateVector(copy);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Palabras que no dije.')]);
  copy.getXmlFragment('default').push([paragraph]);
  forger.update(Y.encodeStateAsUpdate(copy, state));
  expect(await forger.ended()).toEqual({ code: 4422, reason: 'foreign_client' });

  expect(await logOf(world, chapter)).toHaveLength(before);
  const { by, sessions } = await historyOf(chapter, world.people.observer);
  expect(by).toEqual(['', 'Coordinación 13']);
  expect(new Set(sessions.map(({ person_name }) => person_name))).toEqual(new Set(['Coordinación']));
  victim.leave();
});

const SAID =
  'La oficina reconoce que ninguna organización firmante recibió dinero de la empresa minera para no denunciar nada.';
const CUT = ['La ', 'organización ', 'firmante ', 'recibió ', 'dinero ', 'de la ', 'empresa ', 'minera.'];

test.each([
  ['in one paragraph', [CUT]],
  ['in a paragraph each', CUT.map((words) => [words])],
  ['between own words', [CUT.flatMap((words) => [words, 'ya '])]],
])('a sentence cut out of another’s is of whoever cut it, its pieces %s', async (_, paragraphs) => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const victim = await visit(server, world, chapter, world.people.coordination);
  victim.write(SAID);
  await victim.saved();
  const forger = await visit(server, world, chapter, world.people.drafter);
  forger.document.transact(() => {
    forger.text.delete(1, 1);
    const forged = paragraphs.map((pieces) => {
      const paragraph = new Y.XmlElement('paragraph');
      const texts = pieces.map((words) => new Y.XmlText(words));
      paragraph.insert(0, texts);
      return paragraph;
    });
    forger.text.push(forged);
  });
  await forger.saved();
  const { by, sessions } = await historyOf(chapter, world.people.observer);
  const lengths = paragraphs.map((pieces) => pieces.join('').length);
  expect(by).toEqual(['', ...lengths.map((length) => `Dependencia estatal ${length}`)]);
  expect(sessions.map((each) => [each.person_name, each.added, each.removed])).toEqual([
    ['Coordinación', SAID.length, 0],
    ['Dependencia estatal', lengths.reduce((sum, length) => sum + length), SAID.length],
  ]);
  victim.leave();
  forger.leave();
});

test('a long log that has no history yet is read to its end, and its past from checkpoints', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('.');
  await writer.saved();
  writer.leave();
  const typed = new Y.Doc();
  Y.applyUpdate(typed, Y.encodeStateAsUpdate(writer.document));
  typed.clientID = 77;
  const payloads: Buffer[] = [];
  typed.on('update', (update: Uint8Array) => void payloads.push(Buffer.from(update)));
  const words = (typed.getXmlFragment('default').get(1) as Y.XmlElement).get(0) as Y.XmlText;
  for (let letter = 0; letter < 2_600; letter += 1) words.insert(letter, 'a');
  await collabDatabase(world.owner).appendUpdates(
    chapter,
    payloads.map((payload) => ({ personId: world.people.drafter.id, clientId: 77, payload })),
  );
  const { by } = await historyOf(chapter, world.people.observer);
  expect(by).toEqual(['', 'Dependencia estatal 2601']);
  const checkpoints = await world.owner`
    select seq::int from collab.chapter_checkpoints where chapter_id = ${chapter} order by seq`;
  expect(checkpoints.map(({ seq }) => seq)).toEqual([1002, 2002]);

  const momentAt = async (seq: number) => {
    const [row] = await world.as(
      world.people.observer,
      (sql) => sql`select public.read_chapter_moment(${chapter}, ${seq}) as moment`,
    );
    const { parts } = row!.moment as { parts: string[] };
    const document = new Y.Doc();
    for (const part of parts) Y.applyUpdate(document, Buffer.from(part, 'base64'));
    return {
      parts: parts.length,
      length: document.getXmlFragment('default').toString().match(/a*\./)![0].length,
    };
  };
  expect(await momentAt(1002)).toEqual({ parts: 1, length: 1000 + 1 });
  expect(await momentAt(1750)).toEqual({ parts: 749, length: 1748 + 1 });
});
