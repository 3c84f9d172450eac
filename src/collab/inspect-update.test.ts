import { describe, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate, docToContent, readRaw } from '#lib/manuscript/yjs.ts';
import { inspectUpdate } from './inspect-update.ts';
import { Refusal } from './refusal.ts';
import { salvage } from '#lib/manuscript/salvage.ts';

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const start = contentToUpdate(
  {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Justicia' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'El acceso es desigual.' }] },
    ],
  },
  1,
);

class Peer {
  readonly document = new Y.Doc();
  readonly text: Y.XmlFragment;
  readonly undo: Y.UndoManager;
  readonly outbox: Uint8Array[] = [];
  readonly inbox: Uint8Array[] = [];
  constructor(clientId: number) {
    Y.applyUpdate(this.document, start);
    this.document.clientID = clientId;
    this.text = this.document.getXmlFragment(FRAGMENT);
    this.undo = new Y.UndoManager(this.text, { captureTimeout: 0 });
    this.document.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.outbox.push(update);
    });
  }
  receive(): void {
    for (const update of this.inbox.splice(0)) Y.applyUpdate(this.document, update, 'server');
  }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.setAttribute('id', words.replaceAll(/\W/g, ''));
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

function act({ document, text, undo }: Peer, roll: (below: number) => number): void {
  const blocks = text.toArray() as Y.XmlElement[];
  const block = blocks[roll(blocks.length || 1)];
  const words = block?.toArray().find((child) => child instanceof Y.XmlText);
  const at = words ? roll(words.length + 1) : 0;
  document.transact(() => {
    switch (roll(9)) {
      case 0:
        text.insert(roll(blocks.length + 1), [paragraph(`p${roll(1000)}`)]);
        break;
      case 1:
        if (blocks.length > 1) text.delete(roll(blocks.length), 1);
        break;
      case 2:
      case 3:
      case 4:
        words?.insert(at, 'áéí xyz'.slice(roll(6)));
        break;
      case 5:
        if (words && at < words.length) words.delete(at, 1 + roll(words.length - at));
        break;
      case 6:
        if (words && at < words.length) {
          const marks = [{ bold: {} }, { bold: null }, { link: { href: 'https://example.org/' } }];
          words.format(at, 1 + roll(words.length - at), marks[roll(3)]!);
        }
        break;
      case 7:
        block?.setAttribute('id', `id${roll(1000)}`);
        break;
      default: {
        const list = new Y.XmlElement('bulletList');
        const item = new Y.XmlElement('listItem');
        item.insert(0, [paragraph(`i${roll(1000)}`)]);
        list.insert(0, [item]);
        text.insert(roll(blocks.length + 1), [list]);
      }
    }
  });
  if (roll(6) === 0) undo.undo();
  if (roll(9) === 0) undo.redo();
}

/** People write for a while; every update of theirs is judged as the server does. Returns the server's text and its log. */
function converse(roll: (below: number) => number, clientIds: readonly number[], offline: number) {
  const server = asWritten(new Y.Doc());
  server.getXmlFragment(FRAGMENT);
  const log = [start];
  Y.applyUpdate(server, start);
  const peers = clientIds.map((clientId) => new Peer(clientId));

  const accept = (update: Uint8Array, from: Peer) => {
    for (const { payload } of inspectUpdate(update, server).parts) log.push(payload);
    const before = Y.encodeStateVector(server);
    Y.applyUpdate(server, update);
    const news = Y.encodeStateAsUpdate(server, before);
    for (const peer of peers) if (peer !== from) peer.inbox.push(news);
  };

  for (let round = 0; round < 150; round += 1) {
    const peer = peers[roll(peers.length)]!;
    const turn = roll(10 * offline);
    if (turn < 10 * offline - 4) act(peer, roll);
    else if (turn < 10 * offline - 2) for (const update of peer.outbox.splice(0)) accept(update, peer);
    else if (turn < 10 * offline - 1) peer.receive();
    else {
      // A reconnection: what was under way is lost, the difference and all deletions come at once.
      peer.outbox.length = 0;
      // What comes from the server meanwhile may be there, and be written beside, before the difference is sent.
      if (offline > 1 && roll(2)) {
        peer.receive();
        act(peer, roll);
      }
      // All that there ever was, by somebody who does not know what the server has, is taken as well.
      inspectUpdate(Y.encodeStateAsUpdate(peer.document), server);
      accept(Y.encodeStateAsUpdate(peer.document, Y.encodeStateVector(server)), peer);
      peer.inbox.length = 0;
      Y.applyUpdate(peer.document, Y.encodeStateAsUpdate(server), 'server');
      // The tab is opened anew: the same text under another client id.
      if (offline > 1 && roll(3) === 0) peer.document.clientID += 1;
    }
  }
  return { server, log };
}

/** Conversations in which an undo names a right neighbour that it should not. */
const UNDONE = [[1265], [1751], [2795]];

test.each([...Array.from({ length: 40 }, (_, at) => [at + 1]), ...UNDONE])(
  'honest people are never refused, and the log alone gives the same text (%i)',
  (seed) => {
    const { server, log } = converse(dice(seed * 7919), [1001, 2002, 3003], 1);
    const replayed = asWritten(new Y.Doc());
    for (const payload of log) Y.applyUpdate(replayed, payload);
    expect(replayed.store.pendingStructs).toBeNull();
    expect(replayed.getXmlFragment(FRAGMENT).toString()).toBe(server.getXmlFragment(FRAGMENT).toString());
    const loaded = asWritten(new Y.Doc());
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(server));
    expect(loaded.getXmlFragment(FRAGMENT).toString()).toBe(server.getXmlFragment(FRAGMENT).toString());
    expect(inspectUpdate(Y.encodeStateAsUpdate(replayed), server).parts).toEqual([]);
    expect(inspectUpdate(Y.encodeStateAsUpdate(server), replayed).parts).toEqual([]);
  },
);

test.each(Array.from({ length: 20 }, (_, at) => [at + 1]))(
  'nor are five who write offline for long, undo, and come back under other client ids (%i)',
  (seed) => {
    const { server, log } = converse(dice(seed * 6_700_417), [11, 2002, 33, 4004, 50_000], 3);
    const replayed = asWritten(new Y.Doc());
    replayed.transact(() => log.forEach((payload) => Y.applyUpdate(replayed, payload)));
    expect([replayed.store.pendingStructs, replayed.store.pendingDs]).toEqual([null, null]);
    expect(replayed.getXmlFragment(FRAGMENT).toString()).toBe(server.getXmlFragment(FRAGMENT).toString());
  },
);

describe('what an update adds', () => {
  const opened = () => {
    const document = new Y.Doc();
    document.getXmlFragment(FRAGMENT);
    Y.applyUpdate(document, start);
    return document;
  };
  const refusal = (update: Uint8Array, document: Y.Doc) => {
    try {
      inspectUpdate(update, document);
      return 'accepted';
    } catch (error) {
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  };

  test('is kept apart by client', () => {
    const [server, one, two] = [opened(), new Peer(11), new Peer(22)];
    one.text.insert(0, [paragraph('uno')]);
    Y.applyUpdate(two.document, Y.encodeStateAsUpdate(one.document), 'server');
    (two.text.get(0) as Y.XmlElement).insert(1, [new Y.XmlText('dos')]);
    two.text.delete(2, 1);
    const { parts } = inspectUpdate(Y.encodeStateAsUpdate(two.document), server);
    expect(parts.map((part) => part.clientId).sort()).toEqual([11, 22]);
    for (const { payload } of parts) Y.applyUpdate(server, payload);
    expect(server.getXmlFragment(FRAGMENT).toString()).toBe(two.text.toString());
  });

  test('is nothing when it is known', () => {
    expect(inspectUpdate(start, opened()).parts).toEqual([]);
  });

  test.each<[string, (words: Y.XmlText, paragraph: Y.XmlElement, other: boolean) => void]>([
    ['words', (words, _, other) => words.insert(0, other ? 'sí' : 'no')],
    ['a format', (words, _, other) => words.format(0, 2, other ? { bold: true } : { italic: true })],
    ['an attribute', (_, paragraph, other) => paragraph.setAttribute('style', other ? 'finding' : 'quote')],
    ['a note', (words, _, other) => words.insertEmbed(1, { note: other ? 'una' : 'otra' })],
    ['an element', (_, p, other) => p.push([other ? new Y.XmlElement('hardBreak') : new Y.XmlText()])],
    ['another element', (_, p, other) => p.push([new Y.XmlElement(other ? 'hardBreak' : 'image')])],
  ])(
    'that says %s otherwise under the same numbers is refused: it would be acknowledged and lost',
    (_, say) => {
      const [server, one, two] = [opened(), new Peer(11), new Peer(11)];
      const speak = (peer: Peer, other: boolean) => {
        const block = peer.text.get(1) as Y.XmlElement;
        say(block.get(0) as Y.XmlText, block, other);
      };
      speak(one, false);
      speak(two, true);
      for (const update of one.outbox) Y.applyUpdate(server, update);
      for (const update of one.outbox) expect(inspectUpdate(update, server).parts).toEqual([]);
      expect(two.outbox.map((update) => refusal(update, server))).toContain('foreign_client');
    },
  );

  test.each<[string, (words: Y.XmlText, other: boolean) => void]>([
    ['the same letter elsewhere', (words, other) => words.insert(other ? 9 : 0, 'a')],
    ['letters that begin like others elsewhere', (words, other) => words.insert(other ? 9 : 0, 'abc')],
    [
      'letters where others have been deleted since',
      (words, other) => {
        words.insert(other ? 9 : 0, other ? ' ya' : 'abc');
        if (!other) words.delete(0, 3);
      },
    ],
  ])('that says %s under the same numbers is refused, too', (_, say) => {
    const [server, one, two] = [opened(), new Peer(11), new Peer(11)];
    const wordsOf = (peer: Peer) => (peer.text.get(1) as Y.XmlElement).get(0) as Y.XmlText;
    say(wordsOf(one), false);
    say(wordsOf(two), true);
    for (const update of one.outbox) Y.applyUpdate(server, update);
    expect(inspectUpdate(Y.encodeStateAsUpdate(one.document), server).parts).toEqual([]);
    for (const update of one.outbox) expect(inspectUpdate(update, server).parts).toEqual([]);
    expect(refusal(Y.encodeStateAsUpdate(two.document), server)).toBe('foreign_client');
  });

  test('that says a first letter in another empty paragraph under the same number is refused', () => {
    const [server, one, two] = [opened(), new Peer(11), new Peer(11)];
    const both = new Peer(10);
    both.text.insert(0, [paragraph('uno'), paragraph('dos')]);
    for (const block of both.text.toArray().slice(0, 2))
      ((block as Y.XmlElement).get(0) as Y.XmlText).delete(0, 3);
    const begun = Y.encodeStateAsUpdate(both.document);
    Y.applyUpdate(server, begun);
    for (const [at, peer] of [one, two].entries()) {
      Y.applyUpdate(peer.document, begun, 'server');
      (peer.text.get(at) as Y.XmlElement).insert(0, [new Y.XmlText('a')]);
    }
    for (const update of one.outbox) Y.applyUpdate(server, update);
    for (const update of one.outbox) expect(inspectUpdate(update, server).parts).toEqual([]);
    expect(refusal(two.outbox[0]!, server)).toBe('foreign_client');
  });

  test('repeats what has been cut and deleted since, to the middle of a letter, beside something new', () => {
    const [server, peer] = [opened(), new Peer(11)];
    const words = (peer.text.get(1) as Y.XmlElement).get(0) as Y.XmlText;
    words.insert(0, 'agua 💧 salud');
    const written = peer.outbox.splice(0);
    for (const update of written) Y.applyUpdate(server, update);
    const other = (server.getXmlFragment(FRAGMENT).get(1) as Y.XmlElement).get(0) as Y.XmlText;
    other.insert(6, 'x');
    other.delete(0, 3);
    words.insert(13, ' y escuela');
    const [part] = inspectUpdate(Y.encodeStateAsUpdate(peer.document), server).parts;
    expect(part?.clientId).toBe(11);
    for (const update of written) expect(inspectUpdate(update, server).parts).toEqual([]);
  });

  test('may be a table of a thousand rows and six columns, pasted at once', () => {
    const peer = new Peer(11);
    const cell = (at: number) => {
      const element = new Y.XmlElement('tableCell');
      for (const key of ['colspan', 'rowspan']) element.setAttribute(key, 1 as never);
      element.insert(0, [paragraph(`dato ${at}`)]);
      return element;
    };
    const rows = Array.from({ length: 1_000 }, () => {
      const row = new Y.XmlElement('tableRow');
      row.insert(
        0,
        Array.from({ length: 6 }, (_, at) => cell(at)),
      );
      return row;
    });
    const table = new Y.XmlElement('table');
    table.insert(0, rows);
    peer.text.insert(0, [table]);
    expect(refusal(peer.outbox[0]!, opened())).toBe('accepted');
  });

  test('may be only a deletion, signed by nobody', () => {
    const peer = new Peer(11);
    peer.text.delete(1, 1);
    const { parts } = inspectUpdate(Y.encodeStateAsUpdate(peer.document), opened());
    expect(parts.map((part) => part.clientId)).toEqual([0]);
  });

  test('is refused when it deletes what is not there', () => {
    const [one, two] = [new Peer(11), new Peer(22)];
    one.text.insert(0, [paragraph('uno')]);
    Y.applyUpdate(two.document, Y.encodeStateAsUpdate(one.document), 'server');
    two.text.delete(0, 1);
    expect(refusal(two.outbox[0]!, opened())).toBe('causal_gap');
  });

  test('may say the same deletion a million times: it is looked at, and kept, once', () => {
    const encoder = encoding.createEncoder();
    for (const number of [0, 1, 1, 1_000_000]) encoding.writeVarUint(encoder, number);
    for (let at = 0; at < 1_000_000; at += 1) encoding.writeUint8Array(encoder, new Uint8Array([2, 1]));
    const { parts } = inspectUpdate(encoding.toUint8Array(encoder), opened());
    expect(parts.map(({ clientId, payload }) => [clientId, payload.length < 20])).toEqual([[0, true]]);
  });

  test('keeps of deletions that overlap what is new, as one', () => {
    const [server, peer] = [opened(), new Peer(11)];
    const said = (...ranges: [number, number][]) => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, ranges.length);
      for (const range of ranges) for (const number of range) encoding.writeVarUint(encoder, number);
      return encoding.toUint8Array(encoder);
    };
    const { parts } = inspectUpdate(said([5, 4], [2, 2], [6, 1], [3, 3]), server);
    Y.applyUpdate(server, parts[0]!.payload);
    Y.applyUpdate(peer.document, said([2, 7]), 'server');
    expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(peer.document));
    expect(inspectUpdate(said([2, 7], [3, 1]), server).parts).toEqual([]);
  });

  test('is refused beyond any honest depth', () => {
    const peer = new Peer(11);
    peer.document.transact(() => {
      let inside: Y.XmlFragment = peer.text;
      for (let depth = 0; depth < 100; depth += 1) {
        const quote = new Y.XmlElement('blockquote');
        inside.insert(0, [quote]);
        inside = quote;
      }
    });
    expect(refusal(peer.outbox[0]!, opened())).toBe('too_deep');
  });

  test.each([
    [46, 'accepted'],
    [47, 'too_deep'],
  ])('words within %i quotes are taken where they can be read, too', (quotes, expected) => {
    const peer = new Peer(11);
    peer.document.transact(() => {
      let inside: Y.XmlFragment = peer.text;
      for (let depth = 0; depth < quotes; depth += 1) {
        const quote = new Y.XmlElement('blockquote');
        inside.insert(0, [quote]);
        inside = quote;
      }
      inside.insert(0, [paragraph('Agua')]);
    });
    expect(refusal(peer.outbox[0]!, opened())).toBe(expected);
    const read = () => docToContent(peer.document);
    if (expected === 'accepted') expect(read).not.toThrow();
    else expect(read).toThrow(expected);
  });

  test.each<[string, (peer: Peer) => void]>([
    ['text in a list', (peer) => peer.text.insert(0, [new Y.XmlText('suelto')])],
  ])('is judged by its parts, not by how they nest: %s', (_what, write) => {
    const peer = new Peer(11);
    write(peer);
    expect(refusal(peer.outbox[0]!, opened())).toBe('accepted');
  });

  test.each<[string, (peer: Peer) => void]>([
    ['an attribute changed to what it may not be', (peer) => set(peer, 'id', 'x y"><script>')],
    ['an attribute with an object in it', (peer) => set(peer, 'id', { toString: 1 })],
    ['a second value under a known key', (peer) => set(peer, 'level', 99)],
    ['an attribute of another node', (peer) => set(peer, 'colspan', 2)],
    ['a mark that is none', (peer) => mark(peer, { blink: {} })],
    ['a mark with more than it may carry', (peer) => mark(peer, { bold: { onclick: 'x' } })],
    ['a link that runs', (peer) => mark(peer, { link: { href: 'javascript:x' } })],
    ['a picture in the text', (peer) => wordsOf(peer).insertEmbed(0, { image: 'x' })],
    ['an inherited name', (peer) => peer.text.insert(0, [new Y.XmlElement('constructor')])],
    ['the root as a node', (peer) => peer.text.insert(0, [new Y.XmlElement('doc')])],
    ['a map in the text', (peer) => peer.text.insert(0, [new Y.Map() as never])],
    ['an attribute of the text', (peer) => wordsOf(peer).setAttribute('style', 'x')],
  ])('is refused: %s', (_what, write) => {
    const peer = new Peer(11);
    const server = opened();
    write(peer);
    expect(refusal(peer.outbox.at(-1)!, server)).toBe('unknown_content');
  });

  const set = (peer: Peer, key: string, value: unknown) =>
    (peer.text.get(0) as Y.XmlElement).setAttribute(key, value as string);
  const wordsOf = (peer: Peer) => (peer.text.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const mark = (peer: Peer, marks: object) => wordsOf(peer).format(0, 3, marks);
});

test('bytes at random are refused, or can be applied and written down', () => {
  const roll = dice(5);
  const server = new Y.Doc();
  server.getXmlFragment(FRAGMENT);
  Y.applyUpdate(server, start);
  const before = Y.encodeStateAsUpdate(server);
  const verdicts = new Set<string>();
  for (let round = 0; round < 800; round += 1) {
    const peer = new Peer(4000 + round);
    while (!peer.outbox.length) act(peer, roll);
    const update = Uint8Array.from(peer.outbox[0]!);
    for (let flips = 0; flips <= roll(4); flips += 1) update[roll(update.length)] = roll(256);
    try {
      const { parts } = inspectUpdate(update, server);
      verdicts.add('accepted');
      const copy = new Y.Doc();
      copy.getXmlFragment(FRAGMENT);
      Y.applyUpdate(copy, before);
      for (const { payload } of parts) Y.applyUpdate(copy, payload);
      expect(copy.store.pendingStructs).toBeNull();
      expect(salvage(readRaw(copy)).type).toBe('doc');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      verdicts.add(error.reason);
    }
  }
  expect(Y.encodeStateAsUpdate(server)).toEqual(before);
  expect([...verdicts].sort()).toEqual(['accepted', 'causal_gap', 'malformed_update', 'unknown_content']);
}, 20_000);
