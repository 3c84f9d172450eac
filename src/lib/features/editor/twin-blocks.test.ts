import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { block, heading, Person, plain, quotation, SERVER, settle } from './people-for-tests.ts';
import { takeOut } from './twin-blocks.ts';

const START = '<paragraph>El primero.</paragraph>';
const ONE = `${START}<heading>El segundo dice.</heading>`;

describe('two who do the same to one paragraph', () => {
  it.each([
    [11, 22],
    [22, 11],
  ])('at once leave it there once (%i and %i)', async (first, second) => {
    const [one, other] = [new Person(first), new Person(second)];
    one.reshape(1, heading);
    other.reshape(1, heading);
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([ONE, ONE]);
    expect([one.lost.mock.calls, other.lost.mock.calls]).toEqual([[], []]);
  });

  it('at once, three of them, too', async () => {
    const people = [new Person(33), new Person(11), new Person(22)];
    for (const person of people) person.reshape(1, heading);
    await settle(...people);
    expect(people.map(plain)).toEqual([ONE, ONE, ONE]);
  });

  it('leave what one of them had put it into only where something else is in it', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.reshape(1, heading);
    other.reshape(1, quotation);
    await settle(one, other);
    expect([plain(one), plain(other)]).toEqual([ONE, ONE]);
  });

  it.each([
    [11, 22],
    [22, 11],
  ])('leave it there once, with what one has added to it (%i and %i)', async (first, second) => {
    vi.useFakeTimers();
    const [one, other] = [new Person(first), new Person(second)];
    one.reshape(1, heading);
    other.reshape(1, heading);
    other.wordsOf(1).insert(16, ' Y más.');
    await settle(one, other);
    // Longer than letters are on their way.
    vi.advanceTimersByTime(5_000);
    await settle(one, other);
    vi.useRealTimers();
    const expected = `${START}<heading>El segundo dice. Y más.</heading>`;
    expect([plain(one), plain(other)]).toEqual([expected, expected]);
  });

  it('take out nothing that is one person’s alone, nor what they may not write any more', async () => {
    const [one, other] = [new Person(11), new Person(22)];
    one.mayWrite = other.mayWrite = false;
    one.reshape(1, heading);
    other.reshape(1, heading);
    await settle(one, other);
    expect(plain(one)).toContain(`${ONE}<heading>`);
  });

  it.each([
    [11, 22],
    [22, 11],
  ])('leave it there once though one was away (%i and %i)', async (first, second) => {
    const [writer, other] = [new Person(first), new Person(second)];
    other.away = true;
    writer.reshape(1, heading);
    other.reshape(1, heading);
    await other.hears(writer);
    other.away = false;
    expect(plain(other)).toBe(ONE);
    await settle(writer, other);
    expect([plain(writer), plain(other)]).toEqual([ONE, ONE]);
  });

  it('leave it there once though one had closed the tab', async () => {
    const before = new Person(22);
    const updates: Uint8Array[] = [];
    before.ydoc.on('update', (update: Uint8Array) => updates.push(update));
    before.reshape(1, heading);
    const [writer, later] = [new Person(11), new Person(33)];
    writer.reshape(1, heading);
    Y.applyUpdate(later.ydoc, Y.encodeStateAsUpdate(writer.ydoc), SERVER);
    const sent: Uint8Array[] = [];
    later.ydoc.on('update', (update: Uint8Array) => sent.push(update));
    later.unseen.replay(updates, 'the store');
    expect([plain(later), sent.length]).toEqual([ONE, 1]);
    await settle(writer, later);
    expect([plain(writer), plain(later)]).toEqual([ONE, ONE]);
  });
});

describe('a copy that is taken out', () => {
  const within = (name: string, ...children: Y.XmlElement[]) => {
    const element = new Y.XmlElement(name);
    element.insert(0, children);
    return element;
  };
  const lone = () => block('paragraph', 'La copia.');
  const list = (...children: Y.XmlElement[]) => within('bulletList', within('listItem', ...children));
  const inner = () => list(block('paragraph', 'De otros.'));

  it.each([
    ['goes with the list that it is all of', list(lone()), ''],
    [
      'leaves an item its paragraph, or the editor would take out the list in it, too',
      list(lone(), inner()),
      '<bulletList><listItem><paragraph></paragraph><bulletList><listItem><paragraph>De otros.</paragraph></listItem></bulletList></listItem></bulletList>',
    ],
    [
      'goes alone where another paragraph is left to the item',
      list(lone(), block('paragraph', 'De otros.')),
      '<bulletList><listItem><paragraph>De otros.</paragraph></listItem></bulletList>',
    ],
    [
      'leaves a cell in its row',
      within('table', within('tableRow', within('tableCell', lone()))),
      '<table><tableRow><tableCell><paragraph></paragraph></tableCell></tableRow></table>',
    ],
  ])('%s', (_what, node, expected) => {
    const fragment = new Y.Doc().getXmlFragment('text');
    fragment.insert(0, [node]);
    const [copy] = [
      ...fragment.createTreeWalker((each) => each.toString() === '<paragraph>La copia.</paragraph>'),
    ];
    takeOut(copy as Y.XmlElement);
    expect(fragment.toString().toLowerCase()).toBe(expected.toLowerCase());
  });
});
