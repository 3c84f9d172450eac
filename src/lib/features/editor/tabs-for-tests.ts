import { yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap';
import { setBlockType } from '@tiptap/pm/commands';
import type { Mark as Emphasis, Node } from '@tiptap/pm/model';
import { type Command, type Plugin, TextSelection } from '@tiptap/pm/state';
import { vi } from 'vitest';
import * as Y from 'yjs';
import type { Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { takeAsServer } from '../../../../tests/support/server-judges.ts';
import { Writer } from '../../../../tests/support/writers.ts';
import { makeRoom, OwnBlock } from './own-block.ts';
import { OwnCaret } from './own-caret.ts';
import { OwnUndo } from './own-undo.ts';
import { OwnWords } from './own-words.ts';
import { StayInText } from './stay-in-text.ts';
import { TwinBlocks } from './twin-blocks.ts';
import { TwinHalves } from './twin-halves.ts';
import { TwinWords } from './twin-words.ts';
import { WriteInPlace } from './write-in-place.ts';
import { UnseenWords } from './unseen-words.ts';

/** How long one step takes. */
const STEP_MS = 10;
/** What comes in so many steps the server tells in one message, but for what takes something out (src/collab/tell-apart.ts). */
const TOGETHER = 3;
const FROM_SERVER = 'others';

export const pluginsOf = (extension: { config: object }, options = {}) =>
  (
    extension.config as { addProseMirrorPlugins: (this: { options: object }) => Plugin[] }
  ).addProseMirrorPlugins.call({ options });

/** What the server has when it has taken a message, by its sender's counts. */
interface Mark {
  clock: number;
  removals: number;
}
type Message =
  | { kind: 'update'; update: Uint8Array; mark: Mark }
  | { kind: 'taken'; mark: Mark }
  | { kind: 'difference'; update: Uint8Array; has: Uint8Array };
type OnItsWay = { message: Message; arrives: number }[];

/** An open chapter with all that takes care of its text, and a line to the server on which messages take their time. */
export class Tab {
  readonly writer: Writer;
  readonly lost: string[] = [];
  /** How often undoing or redoing has left a step as it was. */
  passed = 0;
  readonly #line: Line;
  readonly #words: OwnWords;
  readonly #unseen: UnseenWords;
  #connected = true;
  #inStep = true;
  sent: OnItsWay = [];
  coming: OnItsWay = [];

  constructor(line: Line, name: string, clientId: number) {
    this.#line = line;
    let words: OwnWords | undefined;
    // The plugins are there before the document that the words are in.
    const later = new Proxy({} as OwnWords, { get: (_, property: keyof OwnWords) => words?.[property] });
    const plugins = [
      yUndoPlugin(),
      ...pluginsOf(OwnBlock),
      ...pluginsOf(OwnCaret),
      ...pluginsOf(StayInText, { words: later }),
      ...pluginsOf(OwnUndo, { onpassed: () => (this.passed += 1) }),
      ...pluginsOf(WriteInPlace),
    ];
    this.writer = new Writer(name, line.start, plugins);
    const { ydoc } = this.writer;
    ydoc.clientID = clientId;
    this.#words = words = new OwnWords(ydoc, FROM_SERVER, (lost) => this.lost.push(lost));
    const standing = {
      inStep: () => this.#inStep,
      stored: () => this.#words.storedClock,
      mayWrite: () => true,
    };
    new TwinBlocks(ydoc, FROM_SERVER, standing);
    new TwinHalves(ydoc, FROM_SERVER, standing);
    new TwinWords(ydoc, FROM_SERVER, standing);
    this.#unseen = new UnseenWords(ydoc, FROM_SERVER, () => this.#inStep);
    ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_SERVER && this.#connected && this.#inStep) this.#send(update);
    });
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** What it reads in each text block, with the first letter of what that is: `h:` a heading, `lp:` an item of a list. */
  get text(): string[] {
    const blocks: string[] = [];
    this.writer.state.doc.descendants((node, _pos, parent) => {
      const kinds = parent?.type.name === 'doc' ? [node] : [parent!, node];
      if (node.isTextblock)
        blocks.push(`${kinds.map(({ type }) => type.name.at(0)).join('')}:${node.textContent}`);
    });
    return blocks;
  }

  caret(behind: string): void {
    const selection = TextSelection.create(this.writer.state.doc, this.writer.find(behind));
    this.writer.edit((tr) => tr.setSelection(selection));
  }

  /** As the keys do it. */
  type(letters: string): void {
    makeRoom(this.writer);
    this.writer.edit((tr) => tr.insertText(letters));
  }

  /** Puts the caret somewhere: 0 is the beginning of the text, 1 its end. */
  goTo(place: number): void {
    this.writer.edit((tr) => {
      const at = tr.doc.resolve(Math.floor(place * tr.doc.content.size));
      return tr.setSelection(TextSelection.near(at));
    });
  }

  /** Presses a key where the caret is; whether it does anything there. */
  tries(command: Command): boolean {
    return command(this.writer.state, this.writer.dispatch);
  }

  /** Puts the caret behind some words and presses a key there. */
  press(behind: string, command: Command): void {
    this.caret(behind);
    if (!this.tries(command)) throw new Error('The key does nothing here.');
  }

  undo(): void {
    (yUndoPluginKey.getState(this.writer.state) as { undoManager: Y.UndoManager }).undoManager.undo();
  }

  goesAway(): void {
    this.#connected = this.#inStep = false;
    this.sent = [];
    this.coming = [];
  }

  comesBack(): void {
    this.#connected = true;
    const { server } = this.#line;
    const update = Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.writer.ydoc));
    this.comes({ kind: 'difference', update, has: Y.encodeStateVector(server) });
  }

  /** The server sends a message. */
  comes(message: Message): void {
    if (this.#connected) this.#line.put(this.coming, message);
  }

  /** A message has arrived. */
  takes(message: Message): void {
    if (message.kind === 'taken') {
      this.#words.stored(message.mark.clock);
      this.#unseen.acknowledged(message.mark.removals);
      return;
    }
    Y.applyUpdate(this.writer.ydoc, message.update, FROM_SERVER);
    if (message.kind !== 'difference') return;
    this.#send(Y.encodeStateAsUpdate(this.writer.ydoc, message.has));
    this.#inStep = true;
  }

  #send(update: Uint8Array): void {
    this.#words.sent();
    const mark = { clock: this.#words.clock, removals: this.#unseen.removals };
    this.#line.put(this.sent, { kind: 'update', update, mark });
  }
}

/** A server and the lines to it, step by step; the clock is vitest's. */
export class Line {
  readonly server = new Y.Doc();
  readonly start: Uint8Array;
  readonly #delay: () => number;
  #isAlone = false;
  readonly #told = new Map<Tab, Uint8Array[]>();
  readonly #tabs: Tab[] = [];
  #step = 0;

  /** @param delay how many steps a message takes, one way; none overtakes another. */
  constructor(content: Content, delay: () => number) {
    this.start = contentToUpdate(content, 1);
    Y.applyUpdate(this.server, this.start);
    this.#delay = delay;
  }

  open(name: string, clientId: number): Tab {
    const tab = new Tab(this, name, clientId);
    this.#tabs.push(tab);
    return tab;
  }

  put(way: OnItsWay, message: Message): void {
    way.push({ message, arrives: Math.max(way.at(-1)?.arrives ?? 0, this.#step + this.#delay()) });
  }

  async step(): Promise<void> {
    this.#step += 1;
    vi.advanceTimersByTime(STEP_MS);
    for (const tab of this.#tabs) {
      for (const message of this.#arrivedOf(tab.sent)) {
        if (message.kind !== 'update') continue;
        takeAsServer(message.update, this.server);
        const reshapes = Y.decodeUpdate(message.update).ds.clients.size > 0;
        if (reshapes || this.#isAlone) this.#tell();
        tab.comes({ kind: 'taken', mark: message.mark });
        for (const other of this.#tabs) {
          if (other === tab) continue;
          this.#told.set(other, [...(this.#told.get(other) ?? []), message.update]);
        }
        this.#isAlone = reshapes;
      }
    }
    if (this.#step % TOGETHER === 0) this.#tell();
    for (const tab of this.#tabs) {
      for (const message of this.#arrivedOf(tab.coming)) {
        tab.takes(message);
        // What is put back is put back before the next message.
        await Promise.resolve();
      }
    }
  }

  /** Until all has arrived, and whatever waits for that has been done. */
  async settle(steps = 300): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.step();
    if (this.#tabs.some(({ sent, coming }) => sent.length || coming.length))
      throw new Error('They answer each other without end.');
  }

  #tell(): void {
    for (const [tab, updates] of this.#told)
      tab.comes({ kind: 'update', update: Y.mergeUpdates(updates), mark: { clock: 0, removals: 0 } });
    this.#told.clear();
  }

  *#arrivedOf(way: OnItsWay): Generator<Message> {
    while (way[0] && way[0].arrives <= this.#step) yield way.shift()!.message;
  }
}

/** Numbers that look random and are the same each time. */
export function* randomFrom(seed: number): Generator<number, never> {
  for (let last = seed; ;) yield (last = (last * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}

export const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});

/** Like the editor's own command it keeps the block's name. */
export const heading: Command = (state, dispatch) => {
  const { id } = state.selection.$head.parent.attrs as { id: string };
  return setBlockType(schema.nodes.heading!, { id, level: 2 })(state, dispatch);
};

/** Puts something into the line where the caret is, and the caret behind it. */
const putIn =
  (node: () => Node): Command =>
  ({ tr, selection: { from } }, dispatch) => {
    tr.insert(from, node());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(from, 1))));
    return true;
  };
export const lineBreak = putIn(() => schema.nodes.hardBreak!.create());
export const noteOf = (words: string, mark?: Emphasis) =>
  putIn(() => schema.nodes.footnote!.create(null, schema.text(words, mark && [mark])));
/** A note of one letter: `N`. */
export const note = noteOf('N');

export const typing =
  (words: string): Command =>
  ({ tr }, dispatch) => {
    dispatch?.(tr.insertText(words));
    return true;
  };

/** A paragraph of three sentences between two others. */
export const PARAGRAPH =
  'La medida tiene un plazo de dos años. Corresponde a la secretaría publicarla en la gaceta. ' +
  'El presupuesto se revisa cada enero.';
export const BEFORE = 'Antes va esto.';
export const BEHIND = 'Tercero al final.';
export const PARAGRAPHS = [paragraph('z', BEFORE), paragraph('a', PARAGRAPH), paragraph('b', BEHIND)];

/** As people do who press Enter between two sentences. */
export const takeSpace: Command = ({ tr, selection: { from } }, dispatch) => {
  dispatch?.(tr.delete(from, from + 1));
  return true;
};
