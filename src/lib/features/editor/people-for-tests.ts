import { vi } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { mayUndo } from './own-undo.ts';
import { OwnWords } from './own-words.ts';
import { TwinBlocks } from './twin-blocks.ts';
import { TwinHalves } from './twin-halves.ts';
import { TwinWords } from './twin-words.ts';
import { UnseenWords } from './unseen-words.ts';
import { keepWhole } from './whole-steps.ts';

export const SERVER = 'the server';
const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const start = contentToUpdate(
  { type: 'doc', content: [paragraph('uno', 'El primero.'), paragraph('dos', 'El segundo dice.')] },
  7,
);

export class Person {
  readonly ydoc = new Y.Doc();
  readonly lost = vi.fn<(words: string) => void>();
  /** What of that is told to its author. */
  readonly told = vi.fn<(words: string) => void>();
  readonly words: OwnWords;
  readonly unseen: UnseenWords;
  readonly twins: TwinBlocks;
  readonly halves: TwinHalves;
  readonly twinWords: TwinWords;
  readonly undo: Y.UndoManager;
  /** How often undoing or redoing has left a step as it was. */
  passed = 0;
  mayWrite = true;
  away = false;

  constructor(clientId: number) {
    Y.applyUpdate(this.ydoc, start, SERVER);
    this.ydoc.clientID = clientId;
    this.words = new OwnWords(
      this.ydoc,
      SERVER,
      (words, still) => {
        this.lost(words);
        void still.then((left) => left && this.told(left));
      },
      () => this.mayWrite,
    );
    const standing = {
      inStep: () => !this.away,
      stored: () => this.words.storedClock,
      mayWrite: () => this.mayWrite,
    };
    this.twins = new TwinBlocks(this.ydoc, SERVER, standing);
    this.halves = new TwinHalves(this.ydoc, SERVER, standing);
    this.twinWords = new TwinWords(this.ydoc, SERVER, standing);
    this.unseen = new UnseenWords(
      this.ydoc,
      SERVER,
      () => !this.away,
      () => this.mayWrite,
    );
    // As in the editor: what one removes oneself is kept.
    this.undo = new Y.UndoManager(this.text);
    this.undo.deleteFilter = (item) => mayUndo(item);
    keepWhole(this.undo, () => (this.passed += 1));
  }

  /** The server has all of this. */
  acknowledged(): void {
    this.words.stored(this.words.clock);
    this.unseen.acknowledged(this.unseen.removals);
  }

  get text(): Y.XmlFragment {
    return this.ydoc.getXmlFragment(FRAGMENT);
  }

  wordsOf(at: number): Y.XmlText {
    return (this.text.get(at) as Y.XmlElement).get(0) as Y.XmlText;
  }

  /** Takes in what another has and this one has not. */
  async hears(other: Person): Promise<void> {
    other.words.sent();
    this.takes(Y.encodeStateAsUpdate(other.ydoc, Y.encodeStateVector(this.ydoc)));
    await Promise.resolve();
  }

  /** Takes in what the server sends. */
  takes(update: Uint8Array): void {
    Y.applyUpdate(this.ydoc, update, SERVER);
  }

  /** What the editor makes of another kind of block: the old one goes, another comes with the words that one sees. */
  reshape(at: number, make: (words: string, id: string) => Y.XmlElement): void {
    const id = (this.text.get(at) as Y.XmlElement).getAttribute('id')!;
    const words = this.wordsOf(at).toString();
    this.ydoc.transact(() => {
      this.text.delete(at, 1);
      this.text.insert(at, [make(words, id)]);
    });
  }

  /** What the editor makes of Enter: the end goes, and another paragraph comes with what one sees of it. */
  split(at: number, place: number, id: string): void {
    const end = this.wordsOf(at).toString().slice(place);
    this.ydoc.transact(() => {
      this.wordsOf(at).delete(place, end.length);
      this.text.insert(at + 1, [block('paragraph', end, id)]);
    });
  }

  /** What the editor makes of Backspace at the beginning of a block: its words go to the end of the one before. */
  join(at: number): void {
    const words = this.wordsOf(at).toString();
    this.ydoc.transact(() => {
      this.wordsOf(at - 1).insert(this.wordsOf(at - 1).length, words);
      this.text.delete(at, 1);
    });
  }
}

/** Everybody hears everybody, in both orders, until there is nothing more to say. */
export async function settle(...people: Person[]): Promise<void> {
  for (let round = 0; round < 3; round += 1)
    for (const person of people) for (const other of people) if (other !== person) await person.hears(other);
}

export function block(name: string, words: string, id?: string): Y.XmlElement {
  const element = new Y.XmlElement(name);
  if (id) element.setAttribute('id', id);
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

export const heading = (words: string, id: string) => block('heading', words, id);
export function quotation(words: string, id: string): Y.XmlElement {
  const quote = new Y.XmlElement('blockquote');
  quote.insert(0, [block('paragraph', words, id)]);
  return quote;
}

export const plain = ({ text }: Person) => text.toString().replaceAll(/ (id|level)="[^"]*"/g, '');
