import { Node } from '@tiptap/pm/model';
import { updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAuthorship } from './authorship.ts';
import { manuscriptSchema } from './extensions.ts';
import { type Followed, type LogEntry, LogFollower } from './follow-log.ts';
import { FRAGMENT } from './fragment.ts';

const START = Date.parse('2026-03-01T10:00:00Z');

/** People who write in one chapter with the editor's own way from paragraphs to Yjs; every edit becomes an entry. */
class Writing {
  readonly entries: LogEntry[] = [];
  readonly #docs = new Map<string, Y.Doc>();
  readonly #undo = new Map<string, Y.UndoManager>();
  #minutes = 0;

  docOf(person: string): Y.Doc {
    let doc = this.#docs.get(person);
    if (!doc) {
      doc = new Y.Doc();
      doc.clientID = this.#docs.size + 1;
      for (const { payload } of this.entries) Y.applyUpdate(doc, payload);
      this.#undo.set(person, new Y.UndoManager(doc.getXmlFragment(FRAGMENT), { captureTimeout: 0 }));
      this.#docs.set(person, doc);
    }
    return doc;
  }

  /** Lets a person change the text to these paragraphs ("# " for a heading). `alone`: nobody hears of it yet. */
  write(person: string, paragraphs: readonly string[], { alone = false } = {}): LogEntry {
    return this.#edit(person, alone, (doc) => {
      const content = paragraphs.map((words, at) => {
        const heading = words.startsWith('# ');
        const text = heading ? words.slice(2) : words;
        return {
          type: heading ? 'heading' : 'paragraph',
          attrs: heading ? { id: `b${at}`, level: 2 } : { id: `b${at}` },
          ...(text && { content: [{ type: 'text', text }] }),
        };
      });
      const node = Node.fromJSON(manuscriptSchema, { type: 'doc', content });
      doc.transact(() =>
        updateYFragment(doc, doc.getXmlFragment(FRAGMENT), node, {
          mapping: new Map(),
          isOMark: new Map(),
        } as never),
      );
    });
  }

  undo(person: string): LogEntry {
    return this.#edit(person, false, () => this.#undo.get(person)!.undo());
  }

  pass(minutes: number): void {
    this.#minutes += minutes;
  }

  /** Lets a person put paragraphs in the place of others, each made of several texts, as only a program does. */
  replace(person: string, from: number, count: number, paragraphs: readonly (readonly string[])[]): LogEntry {
    return this.#edit(person, false, (doc) =>
      doc.transact(() => {
        const fragment = doc.getXmlFragment(FRAGMENT);
        if (count) fragment.delete(from, count);
        const blocks = paragraphs.map((words) => {
          const paragraph = new Y.XmlElement('paragraph');
          paragraph.insert(
            0,
            words.map((piece) => new Y.XmlText(piece)),
          );
          return paragraph;
        });
        fragment.insert(from, blocks);
      }),
    );
  }

  #edit(person: string, alone: boolean, change: (doc: Y.Doc) => void): LogEntry {
    const doc = this.docOf(person);
    const before = Y.encodeStateVector(doc);
    change(doc);
    const payload = Y.encodeStateAsUpdate(doc, before);
    const at = new Date(START + (this.#minutes += 1) * 60_000);
    const entry = { seq: this.entries.length + 1, personId: person, organizationId: null, at, payload };
    this.entries.push(entry);
    if (!alone) this.share();
    return entry;
  }

  share(): void {
    for (const doc of this.#docs.values())
      for (const { payload } of this.entries) Y.applyUpdate(doc, payload, 'others');
  }
}

function follow(writing: Writing) {
  const document = new Y.Doc();
  const follower = new LogFollower(document);
  for (const entry of writing.entries) follower.take(entry);
  const sessions = [...follower.sessions.changed.values()];
  const personOf = new Map(sessions.map(({ firstSeq, personId }) => [firstSeq, personId]));
  const text = document
    .getXmlFragment(FRAGMENT)
    .toArray()
    .map((block) => (block as Y.XmlElement).toString().replaceAll(/<[^>]*>/g, ''));
  return {
    /** Each paragraph as its pieces: "person: words". */
    by: readAuthorship(document, follower.spans).map(({ runs }, block) => {
      let at = 0;
      const pieces: [string, string][] = [];
      for (const [length, session] of runs) {
        const person = personOf.get(session)!;
        const words = text[block]!.slice(at, (at += length));
        if (pieces.at(-1)?.[0] === person) pieces.at(-1)![1] += words;
        else pieces.push([person, words]);
      }
      return pieces.map((piece) => piece.join(': ')).join(' | ');
    }),
    sessions: sessions.map(({ personId, added, removed }) => `${personId} +${added} -${removed}`),
    follower,
    document,
  };
}

describe('who wrote what', () => {
  it('tells whose each piece of a sentence is', () => {
    const writing = new Writing();
    writing.write('ana', ['El agua es un derecho.']);
    writing.write('eva', ['El agua potable es un derecho.']);
    expect(follow(writing).by).toEqual(['ana: El agua  | eva: potable  | ana: es un derecho.']);
  });

  it('keeps edits at the same time apart', () => {
    const writing = new Writing();
    writing.write('ana', ['Inicio.']);
    writing.docOf('eva');
    writing.write('ana', ['Inicio. Dice el estado.'], { alone: true });
    writing.write('eva', ['Al Inicio.'], { alone: true });
    writing.share();
    expect(follow(writing).by).toEqual(['eva: Al  | ana: Inicio. Dice el estado.']);
  });

  it('leaves words with their author when another splits, joins or restyles the paragraph', () => {
    const writing = new Writing();
    writing.write('ana', ['La sierra no tiene médicos. La costa sí.', 'Otro.']);
    writing.write('eva', ['La sierra no tiene médicos.', ' La costa sí.', 'Otro.']);
    expect(follow(writing).by).toEqual([
      'ana: La sierra no tiene médicos.',
      'ana:  La costa sí.',
      'ana: Otro.',
    ]);
    writing.write('eva', ['# La sierra no tiene médicos.', ' La costa sí.', 'Otro.']);
    writing.write('eva', ['# La sierra no tiene médicos. La costa sí.', 'Otro.']);
    const { by, sessions } = follow(writing);
    expect(by).toEqual(['ana: La sierra no tiene médicos. La costa sí.', 'ana: Otro.']);
    expect(sessions).toEqual(['ana +45 -0', 'eva +0 -0']);
  });

  it('forgets what was deleted, and counts it', () => {
    const writing = new Writing();
    writing.write('ana', ['Uno dos tres.']);
    writing.write('eva', ['Uno tres.']);
    const { by, sessions } = follow(writing);
    expect(by).toEqual(['ana: Uno tres.']);
    expect(sessions).toEqual(['ana +13 -0', 'eva +0 -4']);
  });

  it('gives words that come back by undoing to whoever wrote them, taken out at once or letter by letter', () => {
    const writing = new Writing();
    writing.write('ana', ['El municipio no respondió a la solicitud.']);
    writing.write('eva', ['El municipio.']);
    writing.undo('eva');
    expect(follow(writing).by).toEqual(['ana: El municipio no respondió a la solicitud.']);
    for (const end of ['solicitu.', 'solicit.', 'solici.', 'solic.', 'soli.', 'sol.', 'so.', 's.', '.'])
      writing.write('eva', [`El municipio no respondió a la ${end}`]);
    writing.write('eva', ['El municipio no respondió a la solicitud.']);
    expect(follow(writing).by).toEqual(['ana: El municipio no respondió a la solicitud.']);
  });

  it('gives words that are brought back much later, as a restored text, to whoever wrote them', () => {
    const writing = new Writing();
    writing.write('ana', ['La comunidad pidió la palabra.', 'Queda.']);
    writing.write('eva', ['Queda.']);
    writing.write('eva', ['Queda. ¿Y qué más?']);
    writing.pass(600);
    writing.write('zoe', ['La comunidad pidió la palabra.', 'Queda.']);
    expect(follow(writing).by).toEqual(['ana: La comunidad pidió la palabra.', 'ana: Queda.']);
  });

  it('counts what is brought back in the place of something shorter as coming in, not as moved', () => {
    const writing = new Writing();
    writing.write('ana', ['La comunidad pidió la palabra y la tuvo.']);
    writing.write('eva', ['Breve.']);
    writing.write('zoe', ['La comunidad pidió la palabra y la tuvo.']);
    const { by, sessions } = follow(writing);
    expect(by).toEqual(['ana: La comunidad pidió la palabra y la tuvo.']);
    expect(sessions).toEqual(['ana +40 -0', 'eva +5 -39', 'zoe +39 -5']);
  });

  it('counts no more as moved than an edit took out, when it ends what was taken out letter by letter', () => {
    const writing = new Writing();
    writing.write('ana', ['La comunidad pidió la palabra y la tuvo.', 'Fin']);
    for (const end of ['y la tuv.', 'y la tu.', 'y la t.', 'y la .'])
      writing.write('eva', [`La comunidad pidió la palabra ${end}`, 'Fin']);
    writing.write('eva', ['La comunidad pidió.', 'Fin, y la palabra y la tuvo']);
    for (const { added, removed } of follow(writing).follower.sessions.changed.values()) {
      expect(added).toBeGreaterThanOrEqual(0);
      expect(removed).toBeGreaterThanOrEqual(0);
    }
  });

  it('counts a copy of words that still stand as the copyist’s, and words that were moved as their author’s', () => {
    const writing = new Writing();
    writing.write('ana', ['La comunidad pidió la palabra.', 'Fin.']);
    writing.write('eva', ['La comunidad pidió la palabra.', 'Fin. La comunidad pidió la palabra.']);
    expect(follow(writing).by[1]).toBe('ana: Fin. | eva:  La comunidad pidió la palabra.');
    const moving = new Writing();
    moving.write('ana', ['La comunidad pidió la palabra.', 'Fin.']);
    moving.write('eva', ['', 'Fin.']);
    moving.write('eva', ['', 'Fin. La comunidad pidió la palabra.']);
    expect(follow(moving).by[1]).toBe('ana: Fin. | eva:   | ana: La comunidad pidió la palabra.');
  });

  it('ends a sitting after a pause, and lets two people’s sittings overlap', () => {
    const writing = new Writing();
    writing.write('ana', ['a']);
    writing.write('eva', ['ab']);
    writing.write('ana', ['abc']);
    writing.pass(16);
    writing.write('ana', ['abcd']);
    const sessions = [...follow(writing).follower.sessions.changed.values()];
    expect(sessions.map(({ personId, firstSeq, lastSeq }) => [personId, firstSeq, lastSeq])).toEqual([
      ['ana', 1, 3],
      ['eva', 2, 2],
      ['ana', 4, 4],
    ]);
  });

  it('comes to the same when it is read in two parts', () => {
    const writing = new Writing();
    writing.write('ana', ['La sierra no tiene médicos.', 'Otro párrafo que se irá.']);
    writing.write('eva', ['La sierra no tiene médicos.']);
    writing.write('zoe', ['La sierra', ' no tiene médicos.']);
    writing.write('ana', ['La sierra', ' no tiene médicos.', 'Otro párrafo que se irá.']);
    const whole = follow(writing);
    const document = new Y.Doc();
    const first = new LogFollower(document);
    for (const entry of writing.entries.slice(0, 2)) first.take(entry);
    const kept = JSON.parse(JSON.stringify({ spans: first.spans, removed: first.removed })) as Pick<
      Followed,
      'spans' | 'removed'
    >;
    const second = new LogFollower(document, { ...kept, sessions: [...first.sessions.changed.values()] });
    for (const entry of writing.entries.slice(2)) second.take(entry);
    expect(readAuthorship(document, second.spans)).toEqual(
      readAuthorship(whole.document, whole.follower.spans),
    );
    expect(JSON.stringify(second.removed)).toBe(JSON.stringify(whole.follower.removed));
    expect(whole.by).toEqual(['ana: La sierra', 'ana:  no tiene médicos.', 'ana: Otro párrafo que se irá.']);
  });
});

describe('what was made of somebody’s words is of whoever made it', () => {
  const SAID =
    'La oficina reconoce que las autoridades del estado colaboraron con el comité en todo momento y que ninguna organización firmante recibió dinero de la empresa minera para no denunciar la contaminación del río.';
  const CUT = [
    'La ',
    'organización ',
    'firmante ',
    'recibió ',
    'dinero ',
    'de la ',
    'empresa ',
    'minera ',
    'para no denunciar ',
    'la contaminación del río.',
  ];
  const FORGED = CUT.join('');

  it.each([
    ['one text', [[FORGED]]],
    ['a text for each piece', [CUT]],
    ['two texts', [[CUT[0]!, CUT.slice(1).join('')]]],
    ['pieces between own words', [CUT.flatMap((piece) => [piece, 'ya '])]],
    ['a paragraph for each piece', CUT.map((piece) => [piece])],
    ['a paragraph for each piece, in another order', CUT.toReversed().map((piece) => [piece])],
    ['a paragraph for each piece and own words', CUT.map((piece) => [piece, 'ya '])],
  ])('in the same edit, as %s', (_, paragraphs) => {
    const forging = new Writing();
    forging.write('ana', [SAID]);
    forging.replace('eva', 0, 1, paragraphs);
    const forged = paragraphs.map((words) => `eva: ${words.join('')}`);
    expect(follow(forging).by).toEqual(forged);
    const length = paragraphs.flat().join('').length;
    expect(follow(forging).sessions).toEqual([`ana +${SAID.length} -0`, `eva +${length} -${SAID.length}`]);
    // And with the sentence taken out an edit earlier.
    const later = new Writing();
    later.write('ana', [SAID, 'Queda.']);
    later.replace('eva', 0, 1, []);
    later.replace('eva', 0, 0, paragraphs);
    expect(follow(later).by).toEqual([...forged, 'ana: Queda.']);
  });

  it('also when the pieces were taken out of a sentence that stays', () => {
    const writing = new Writing();
    writing.write('ana', [SAID]);
    const doc = writing.docOf('eva');
    const before = Y.encodeStateVector(doc);
    const pieces = CUT.slice(1).filter((_, at) => at % 2);
    doc.transact(() => {
      const text = (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      for (const piece of pieces) text.delete(String(text.toString()).indexOf(piece), piece.length);
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(
        0,
        pieces.map((piece) => new Y.XmlText(piece)),
      );
      doc.getXmlFragment(FRAGMENT).push([paragraph]);
    });
    const payload = Y.encodeStateAsUpdate(doc, before);
    writing.entries.push({ seq: 2, personId: 'eva', organizationId: null, at: new Date(START), payload });
    expect(follow(writing).by[1]).toBe(`eva: ${pieces.join('')}`);
  });
});

describe('what an editor makes of somebody’s words stays theirs', () => {
  const ONE = 'La sierra no tiene médicos.';
  const TWO = ' La costa tampoco, y nadie responde.';

  it.each([
    ['a paragraph in the place of another, in two texts', [[ONE, TWO]], [`ana: ${ONE}${TWO}`]],
    ['in two paragraphs', [[ONE], [TWO]], [`ana: ${ONE}`, `ana: ${TWO}`]],
    [
      'in two paragraphs, a selection gone between them',
      [[ONE], ['responde.']],
      [`ana: ${ONE}`, 'ana: responde.'],
    ],
    ['its end alone', [[TWO]], [`ana: ${TWO}`]],
    ['with own words after it', [[ONE + TWO, ' Es grave.']], [`ana: ${ONE}${TWO} | eva:  Es grave.`]],
  ])('%s', (_, paragraphs, by) => {
    const writing = new Writing();
    writing.write('ana', [ONE + TWO]);
    writing.replace('eva', 0, 1, paragraphs);
    expect(follow(writing).by).toEqual(by);
  });

  it('many short paragraphs that are made anew at once, as the cells of a table are', () => {
    const writing = new Writing();
    const cells = ['Sí', 'No', 'Uno', 'Sí', 'Dos', 'No', 'No'];
    writing.write('ana', cells);
    writing.replace('eva', 0, cells.length, [['Más'], ...cells.map((words) => [words])]);
    expect(follow(writing).by).toEqual(['eva: Más', ...cells.map((words) => `ana: ${words}`)]);
  });

  it('a paragraph that was shortened here and there, then taken out, and is restored', () => {
    const writing = new Writing();
    const whole = `${ONE}${TWO} Se pidió una respuesta. Nunca llegó a la comunidad.`;
    writing.write('ana', ['Antes.', whole]);
    writing.write('eva', ['Antes.', whole.replace(TWO, '')]);
    writing.write('eva', ['Antes.', `${ONE} Nunca llegó a la comunidad.`]);
    writing.write('eva', ['Antes.']);
    writing.write('zoe', ['Antes.', whole]);
    expect(follow(writing).by).toEqual(['ana: Antes.', `ana: ${whole}`]);
  });
});
