import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { block, heading, Person, plain, quotation, SERVER } from './people-for-tests.ts';

/** Somebody who writes, and somebody who is away. */
function both(): [Person, Person] {
  const other = new Person(22);
  other.away = true;
  return [new Person(11), other];
}

const FROM_STORE = 'the store';

describe('others’ words in a paragraph that somebody without a network has changed', () => {
  it.each([
    ['a heading', heading, (words: string) => `<heading>${words}</heading>`],
    ['a quotation', quotation, (words: string) => `<blockquote><paragraph>${words}</paragraph></blockquote>`],
  ])('go on where it became %s, though their author has left', async (_, make, shape) => {
    const [writer, other] = both();
    writer.wordsOf(1).insert(10, ' párrafo');
    writer.wordsOf(1).insert(writer.wordsOf(1).length, ' Y algo más.');
    writer.acknowledged();
    other.reshape(1, make);
    await other.hears(writer);
    expect(plain(other)).toBe(
      `<paragraph>El primero.</paragraph>${shape('El segundo párrafo dice. Y algo más.')}`,
    );
  });

  it('go on where more was written meanwhile', async () => {
    const [writer, other] = both();
    writer.wordsOf(1).insert(16, ' De otra.');
    other.reshape(1, heading);
    other.wordsOf(1).insert(0, 'Antes: ');
    await other.hears(writer);
    expect(plain(other)).toContain('<heading>Antes: El segundo dice. De otra.</heading>');
  });

  it('follow one another, letter by letter', async () => {
    const [writer, other] = both();
    other.reshape(1, heading);
    for (const letter of ' Más.') {
      writer.wordsOf(1).insert(writer.wordsOf(1).length, letter);
      await other.hears(writer);
    }
    expect(plain(other)).toContain('<heading>El segundo dice. Más.</heading>');
  });

  it('stand as a paragraph where one was removed', async () => {
    const [writer, other] = both();
    writer.wordsOf(0).insert(11, ' De otra.');
    other.text.delete(0, 1);
    await other.hears(writer);
    expect(plain(other)).toBe('<paragraph> De otra.</paragraph><paragraph>El segundo dice.</paragraph>');
  });

  it('are not written into what somebody else wrote since, though it ends alike', async () => {
    const [writer, other] = both();
    writer.wordsOf(0).insert(11, ' De otra.');
    writer.text.insert(2, [block('paragraph', 'Aparte: El primero.', 'tres')]);
    other.text.delete(0, 1);
    await other.hears(writer);
    expect(plain(other)).toBe(
      '<paragraph> De otra.</paragraph><paragraph>El segundo dice.</paragraph><paragraph>Aparte: El primero.</paragraph>',
    );
    expect((other.text.get(0) as Y.XmlElement).getAttribute('id')).toMatch(/^[a-z][a-z2-9]{9}$/);
  });

  it('stand as a paragraph where a whole list was removed', async () => {
    const [writer, other] = both();
    const list = new Y.XmlElement('bulletList');
    const item = new Y.XmlElement('listItem');
    item.insert(0, [block('paragraph', 'Un punto.', 'punto')]);
    list.insert(0, [item]);
    writer.text.insert(1, [list]);
    await other.hears(writer);
    const words = (writer.text.get(1) as Y.XmlElement).get(0) as Y.XmlElement;
    ((words.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(9, ' De otra.');
    other.text.delete(1, 1);
    await other.hears(writer);
    expect(plain(other)).toBe(
      '<paragraph>El primero.</paragraph><paragraph> De otra.</paragraph><paragraph>El segundo dice.</paragraph>',
    );
  });

  describe('in what is new in it', () => {
    const listOf = (...items: Y.XmlElement[]) => {
      const list = new Y.XmlElement('bulletList');
      list.insert(
        0,
        items.map((inner) => {
          const item = new Y.XmlElement('listItem');
          item.insert(0, [inner]);
          return item;
        }),
      );
      return list;
    };
    const START = '<paragraph>El primero.</paragraph>';
    const END = '<paragraph>El segundo dice.</paragraph>';

    it('stand as paragraphs: an item of a list that was removed, and what was typed into an empty one', async () => {
      const [writer, other] = both();
      writer.text.insert(1, [
        listOf(block('paragraph', 'Un punto.', 'punto'), new Y.XmlElement('paragraph')),
      ]);
      await other.hears(writer);
      vi.useFakeTimers({ now: performance.now() });
      writer.words.stored(writer.words.clock);
      vi.advanceTimersByTime(5_000);
      const list = writer.text.get(1) as Y.XmlElement;
      const item = new Y.XmlElement('listItem');
      item.insert(0, [block('paragraph', 'Un punto nuevo.', 'nuevo')]);
      list.insert(1, [item]);
      const empty = (list.get(2) as Y.XmlElement).get(0) as Y.XmlElement;
      empty.insert(0, [new Y.XmlText('Ya no vacío.')]);
      other.text.delete(1, 1);
      await other.hears(writer);
      expect(plain(other)).toBe(
        `${START}<paragraph>Un punto nuevo.</paragraph><paragraph>Ya no vacío.</paragraph>${END}`,
      );
      await writer.hears(other);
      vi.useRealTimers();
      expect(plain(writer)).toBe(plain(other));
    });

    it('stand as a paragraph: what was typed behind a line break in what became a heading', async () => {
      const [writer, other] = both();
      (writer.text.get(1) as Y.XmlElement).insert(1, [
        new Y.XmlElement('hardBreak'),
        new Y.XmlText('Tras el salto.'),
      ]);
      other.reshape(1, heading);
      await other.hears(writer);
      expect(plain(other)).toContain('<heading>El segundo dice.</heading>');
      expect(plain(other)).toContain('<paragraph>Tras el salto.</paragraph>');
      await writer.hears(other);
      expect(plain(writer)).toBe(plain(other));
    });

    it('stay together when they come one after the other', async () => {
      const [writer, other] = both();
      other.text.delete(1, 1);
      const text = new Y.XmlText();
      (writer.text.get(1) as Y.XmlElement).insert(1, [new Y.XmlElement('hardBreak'), text]);
      for (const words of ['Tras el salto', ' se sigue', ' hasta aquí.']) {
        text.insert(text.length, words);
        await other.hears(writer);
      }
      expect(plain(other)).toBe(`${START}<paragraph>Tras el salto se sigue hasta aquí.</paragraph>`);
    });
  });

  it('go on where they went in the end, when one act follows another', async () => {
    const [writer, other] = both();
    other.reshape(1, heading);
    const words = other.wordsOf(1).toString();
    other.ydoc.transact(() => {
      other.text.delete(1, 1);
      other.wordsOf(0).insert(other.wordsOf(0).length, words);
    });
    writer.wordsOf(1).insert(16, ' De otra.');
    await other.hears(writer);
    expect(plain(other)).toBe('<paragraph>El primero.El segundo dice. De otra.</paragraph>');
    await writer.hears(other);
    expect(plain(writer)).toBe(plain(other));
  });

  it('are their author’s to keep while one is not away, or the server knows of the change', async () => {
    for (const change of [
      (person: Person) => (person.away = false),
      (person: Person) => person.acknowledged(),
    ]) {
      const [writer, other] = both();
      writer.wordsOf(1).insert(16, ' De otra.');
      other.reshape(1, heading);
      change(other);
      await other.hears(writer);
      expect(plain(other)).toBe('<paragraph>El primero.</paragraph><heading>El segundo dice.</heading>');
      await writer.hears(other);
      expect(plain(writer)).toContain('<heading>El segundo dice. De otra.</heading>');
    }
  });

  it('are not brought back when whoever removes them has seen them', async () => {
    const [writer, other] = both();
    writer.wordsOf(1).insert(16, ' De otra.');
    await other.hears(writer);
    other.text.delete(1, 1);
    writer.wordsOf(0).insert(0, 'Y ');
    await other.hears(writer);
    expect(plain(other)).toBe('<paragraph>Y El primero.</paragraph>');
  });
});

describe('edits of an earlier visit', () => {
  const visit = (edit: (person: Person) => void) => {
    const person = new Person(22);
    const updates: Uint8Array[] = [];
    person.ydoc.on('update', (update: Uint8Array) => updates.push(update));
    edit(person);
    return updates;
  };
  const later = async (updates: Uint8Array[]) => {
    const [writer, person] = [new Person(11), new Person(33)];
    writer.wordsOf(1).insert(16, ' De otra.');
    Y.applyUpdate(person.ydoc, Y.encodeStateAsUpdate(writer.ydoc), SERVER);
    const made: Uint8Array[] = [];
    person.ydoc.on('update', (update: Uint8Array) => made.push(update));
    person.unseen.replay(updates, FROM_STORE);
    await Promise.resolve();
    // The removal never goes to the server without the words.
    expect(made).toHaveLength(1);
    Y.applyUpdate(writer.ydoc, made[0]!, SERVER);
    expect(plain(writer)).toBe(plain(person));
    return plain(person);
  };

  it('keep what others had added to a paragraph that they reshape', async () => {
    const updates = visit((person) => person.reshape(1, heading));
    expect(await later(updates)).toContain('<heading>El segundo dice. De otra.</heading>');
  });

  it('keep what others had added to a paragraph that they remove, and nothing else of it', async () => {
    const updates = visit((person) => {
      person.wordsOf(1).delete(0, 3);
      person.wordsOf(1).insert(0, 'Ese');
      person.text.delete(1, 1);
    });
    expect(await later(updates)).toBe('<paragraph>El primero.</paragraph><paragraph> De otra.</paragraph>');
  });

  it('keep what comes later, too, when the line is lost before the server has heard of them', async () => {
    const [writer, person] = [new Person(11), new Person(33)];
    person.unseen.replay(
      visit((before) => before.reshape(1, heading)),
      FROM_STORE,
    );
    person.away = true;
    writer.wordsOf(1).insert(16, ' De otra.');
    await person.hears(writer);
    expect(plain(person)).toContain('<heading>El segundo dice. De otra.</heading>');
  });

  it('change nothing where they remove nothing', async () => {
    const updates = visit((person) => person.wordsOf(0).insert(0, 'Ahora: '));
    expect(await later(updates)).toBe(
      '<paragraph>Ahora: El primero.</paragraph><paragraph>El segundo dice. De otra.</paragraph>',
    );
  });
});
