import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { salvage } from '#lib/manuscript/salvage.ts';
import { contentToUpdate, readRaw } from '#lib/manuscript/yjs.ts';
import { inspectUpdate } from './inspect-update.ts';
import { Refusal } from './refusal.ts';

// Updates that no editor writes. Whatever of them is let in must be taken in whole, and make one text: the one that the
// live document has, the log alone, and a newcomer who is sent the encoded state.

type Roll = (below: number) => number;
type Struct = Y.Item | Y.GC | Y.Skip;
type Block = [client: number, structs: Struct[]];

/** Numbers that look random and are the same in every run. */
function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const start = contentToUpdate(
  { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'El acceso' }] }] },
  700,
);

const OWN = [501, 502, 900];
const KNOWN = [700, 300, 800];

interface Named {
  origin?: Y.ID | null;
  rightOrigin?: Y.ID | null;
  parent?: Y.ID | string | null;
  key?: string | null;
}

function item(client: number, clock: number, content: unknown, named: Named): Y.Item {
  const { origin = null, rightOrigin = null, parent = null, key = null } = named;
  return new Y.Item(
    Y.createID(client, clock),
    null,
    origin,
    null,
    rightOrigin,
    origin || rightOrigin ? null : (parent as never),
    origin || rightOrigin ? null : key,
    content as never,
  );
}

function encode(blocks: readonly Block[], deletions: readonly [number, number, number][] = []): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, blocks.length);
  for (const [client, structs] of blocks) {
    encoding.writeVarUint(encoder.restEncoder, structs.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, structs[0]?.id.clock ?? 0);
    for (const struct of structs) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, deletions.length);
  for (const range of deletions) {
    const [client, clock, length] = range;
    for (const number of [client, 1, clock, length]) encoding.writeVarUint(encoder.restEncoder, number);
  }
  return encoder.toUint8Array();
}

/** A text with a past: three people wrote and deleted in it. */
function history(roll: Roll): Y.Doc {
  const document = asWritten(new Y.Doc());
  document.getXmlFragment(FRAGMENT);
  Y.applyUpdate(document, start);
  const others = KNOWN.map((clientId) => {
    const other = new Y.Doc();
    Y.applyUpdate(other, start);
    other.clientID = clientId === 700 ? 701 : clientId;
    return other;
  });
  for (let round = 0; round < 8; round += 1) {
    const other = others[roll(3)]!;
    const text = other.getXmlFragment(FRAGMENT);
    other.transact(() => {
      const block = text.get(roll(text.length || 1)) as Y.XmlElement | undefined;
      const words = block?.get(0);
      if (!(words instanceof Y.XmlText) || roll(4) === 0) {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.setAttribute('id', `p${roll(99)}`);
        paragraph.insert(0, [new Y.XmlText('abcde')]);
        text.insert(roll(text.length + 1), [paragraph]);
      } else if (roll(7) === 0 && text.length > 1) text.delete(roll(text.length), 1);
      else if (roll(3) === 0 && words.length > 1) words.delete(roll(words.length - 1), 1 + roll(2));
      else if (roll(5) === 0) words.format(0, words.length, { bold: {} });
      else words.insert(roll(words.length + 1), 'xyz'.slice(roll(3)));
    });
    if (roll(2)) Y.applyUpdate(document, Y.encodeStateAsUpdate(other));
    if (roll(2)) Y.applyUpdate(other, Y.encodeStateAsUpdate(document));
  }
  for (const other of others) Y.applyUpdate(document, Y.encodeStateAsUpdate(other));
  return document;
}

function content(roll: Roll): unknown {
  switch (roll(10)) {
    case 0:
      return new Y.ContentType(new Y.XmlElement('paragraph'));
    case 1:
      return new Y.ContentType(new Y.XmlText());
    case 2:
      return new Y.ContentString('abc'.slice(0, roll(4)));
    case 3:
      return new Y.ContentDeleted(roll(3));
    case 4:
      return new Y.ContentFormat('bold', {} as never);
    case 5:
      return new Y.ContentAny(['idx', 'idy'].slice(0, 1 + roll(2)));
    case 6:
      return new Y.ContentType(new Y.XmlElement('listItem'));
    default:
      return new Y.ContentString('vwxyz'.slice(roll(4)));
  }
}

/** Two letters, or parts, that stand side by side in the document. */
function gap(document: Y.Doc, roll: Roll): Named {
  const items = [...document.store.clients.values()].flat().filter((struct) => struct instanceof Y.Item);
  const one = items[roll(items.length)]!;
  if (one.parentSub !== null) return { origin: one.lastId };
  // What Yjs's undo may say of an item of one's own.
  if (OWN.includes(one.id.client) && roll(3) === 0) return { origin: one.lastId, rightOrigin: one.id };
  if (one.length > 1 && roll(2)) {
    const at = one.id.clock + roll(one.length - 1);
    return { origin: Y.createID(one.id.client, at), rightOrigin: Y.createID(one.id.client, at + 1) };
  }
  return { origin: one.lastId, rightOrigin: one.right?.id ?? null };
}

function named(document: Y.Doc, roll: Roll, own: () => Y.ID): Named {
  const clients = [...document.store.clients.keys()];
  const any = () => {
    const client = clients[roll(clients.length)]!;
    return roll(2) ? own() : Y.createID(client, roll(Y.getState(document.store, client) + 1));
  };
  const key = roll(5) ? null : 'id';
  switch (roll(8)) {
    case 0:
      return { parent: FRAGMENT, key };
    case 1:
      return { parent: any(), key };
    case 2:
      return { origin: any() };
    case 3:
      return { rightOrigin: any() };
    case 4:
      return { origin: any(), rightOrigin: any() };
    default:
      return gap(document, roll);
  }
}

function invented(document: Y.Doc, roll: Roll): Uint8Array {
  const clients = roll(8) ? OWN.slice(roll(2), 1 + roll(3)) : [501, 501];
  const blocks = clients.map((client): Block => {
    const state = Y.getState(document.store, client);
    let clock = roll(4) ? state : Math.max(0, state - roll(3));
    const structs: Struct[] = [];
    for (let count = 1 + roll(4); count > 0; count -= 1) {
      const own = () => Y.createID(OWN[roll(3)]!, Math.max(0, state + roll(5) - 2));
      const struct =
        roll(12) === 0
          ? new (roll(2) ? Y.GC : Y.Skip)(Y.createID(client, clock), roll(3))
          : item(client, clock, content(roll), named(document, roll, own));
      structs.push(struct);
      clock += struct.length;
    }
    return [client, structs];
  });
  const deletions = Array.from({ length: roll(2) }, (): [number, number, number] => [
    [700, 300, 501][roll(3)]!,
    roll(12),
    roll(5),
  ]);
  return encode(blocks, deletions);
}

/** What an honest person would send, with one thing changed in it. */
function twisted(document: Y.Doc, roll: Roll): Uint8Array {
  const peer = new Y.Doc();
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(document));
  const before = Y.encodeStateVector(peer);
  for (let round = 0; round < 4; round += 1) {
    peer.clientID = OWN[roll(3)]!;
    const text = peer.getXmlFragment(FRAGMENT);
    const words = (text.get(roll(text.length || 1)) as Y.XmlElement | undefined)?.toArray()[0];
    if (words instanceof Y.XmlText && roll(3)) words.insert(roll(words.length + 1), 'mno'.slice(roll(3)));
    else {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('qrs')]);
      text.insert(roll(text.length + 1), [paragraph]);
    }
  }
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(peer, before));
  const blocks = [...Map.groupBy(structs, ({ id }) => id.client)] as Block[];
  const [client, own] = blocks[roll(blocks.length)]!;
  const at = roll(own.length);
  const old = own[at]!;
  const any = () => Y.createID(client, Math.max(0, old.id.clock + roll(5) - 2));
  if (old instanceof Y.Item) {
    const parent = old.parent as Y.ID | string | null;
    const { origin, rightOrigin } = old;
    const others: Named[] = [
      { origin: rightOrigin, rightOrigin: origin, parent },
      { origin, rightOrigin: any() },
      { origin: any(), rightOrigin },
      { rightOrigin: any() },
      { origin, parent },
      { rightOrigin, parent },
      named(document, roll, any),
    ];
    own[at] = item(client, old.id.clock, old.content, others[roll(others.length)]!);
  }
  return encode(blocks);
}

/** An update as one reads it, for when it fails. */
function inWords(update: Uint8Array): string {
  const name = (id: unknown) => (id instanceof Y.ID ? `${id.client}:${id.clock}` : String(id ?? '·'));
  const { structs, ds } = Y.decodeUpdate(update);
  const said = structs.map((struct) => {
    const what = struct instanceof Y.Item ? struct.content.constructor.name : struct.constructor.name;
    const where = struct instanceof Y.Item ? [struct.origin, struct.rightOrigin, struct.parent] : [];
    return `${name(struct.id)}+${struct.length} ${what} ${where.map(name).join(' ')}`;
  });
  return [...said, JSON.stringify([...ds.clients])].join(' | ');
}

/** Nodes, words and marks. */
const textOf = (document: Y.Doc) => document.getXmlFragment(FRAGMENT).toString();

function documentOf(updates: readonly Uint8Array[], apart: boolean): Y.Doc {
  const document = asWritten(new Y.Doc());
  document.getXmlFragment(FRAGMENT);
  const take = () => updates.forEach((update) => Y.applyUpdate(document, update));
  if (apart) take();
  else document.transact(take);
  return document;
}

test.each([1, 2, 3])(
  'whatever is let in is taken in whole, and makes one text (%i)',
  (seed) => {
    const roll = dice(seed * 104_729);
    const verdicts = new Map<string, number>();
    for (let round = 0; round < 200; round += 1) {
      const live = history(roll);
      const log = [Y.encodeStateAsUpdate(live)];
      const said: string[] = [];
      for (let message = 0; message < 6; message += 1) {
        let update: Uint8Array;
        try {
          update = roll(2) ? invented(live, roll) : twisted(live, roll);
        } catch {
          continue; // Not even to be encoded.
        }
        try {
          const { parts } = inspectUpdate(update, live);
          log.push(...parts.map(({ payload }) => payload));
          verdicts.set('accepted', (verdicts.get('accepted') ?? 0) + 1);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          verdicts.set(error.reason, (verdicts.get(error.reason) ?? 0) + 1);
          continue;
        }
        said.push(inWords(update));
        Y.applyUpdate(live, update);
        expect([live.store.pendingStructs, live.store.pendingDs]).toEqual([null, null]);
      }
      const text = textOf(live);
      for (const other of [
        documentOf(log, false),
        documentOf(log, true),
        documentOf([Y.encodeStateAsUpdate(live)], true),
      ]) {
        expect([other.store.pendingStructs, other.store.pendingDs]).toEqual([null, null]);
        expect(textOf(other), said.join('\n')).toBe(text);
      }
      expect(salvage(readRaw(live)).type).toBe('doc');
    }
    expect(verdicts.get('accepted')).toBeGreaterThan(100);
  },
  60_000,
);

const opened = () => documentOf([start], true);

function refusal(update: Uint8Array, document = opened()): string {
  try {
    inspectUpdate(update, document);
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

const ME = 4711;
const id = (clock: number, client = ME) => Y.createID(client, clock);
const block = () => new Y.ContentType(new Y.XmlElement('paragraph'));
const words = (text = 'x') => new Y.ContentString(text);
const spoken = (client = ME): Y.Item[] => [
  item(client, 0, block(), { parent: FRAGMENT }),
  item(client, 1, new Y.ContentType(new Y.XmlText()), { parent: id(0, client) }),
];

/** The first letter of the text's first words. */
const first = (() => {
  const struct = Y.decodeUpdate(start).structs.find(
    (one) => one instanceof Y.Item && one.content instanceof Y.ContentString,
  );
  return struct!.id;
})();
const letter = (at: number) => Y.createID(first.client, first.clock + at);

/** A new paragraph whose letters its author sets beside any others of it, as Yjs's undo does now and then. */
function oneHand(client: number, roll: Roll): Uint8Array {
  const structs: Struct[] = [
    item(client, 0, block(), { parent: FRAGMENT }),
    item(client, 1, new Y.ContentType(new Y.XmlText()), { parent: id(0, client) }),
    item(client, 2, words('abcdef'.slice(roll(5))), { parent: id(1, client) }),
  ];
  for (let count = 1 + roll(5); count > 0; count -= 1) {
    const { id: last, length } = structs.at(-1)!;
    const clock = last.clock + length;
    const any = () => id(2 + roll(clock - 2), client);
    const origin = roll(8) ? any() : null;
    // More often than not, what was written last is written on, and pieces that Yjs joins arise.
    const where: Named[] = [
      { origin, rightOrigin: any() },
      { origin, rightOrigin: any() },
      { origin: id(clock - 1, client), rightOrigin: (structs.at(-1) as Y.Item).rightOrigin },
      { origin: any() },
    ];
    const text = 'uvwxyz'.slice(roll(6));
    structs.push(item(client, clock, words(text), { ...where[roll(4)]!, parent: id(1, client) }));
  }
  const end = structs.at(-1)!.id.clock + structs.at(-1)!.length;
  return encode([[client, structs]], roll(2) ? [[client, 2 + roll(end - 2), 1]] : []);
}

test.each([1, 2, 3])(
  'what one hand wrote anew may stand anywhere in it, as long as all who load it read the same (%i)',
  (seed) => {
    const roll = dice(seed * 15_485_863);
    const verdicts = new Map<string, number>();
    for (let round = 0; round < 400; round += 1) {
      const live = opened();
      const update = oneHand([44, 4711, 99_999][roll(3)]!, roll);
      const verdict = refusal(update, live);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (verdict !== 'accepted') continue;
      const log = [start, update];
      Y.applyUpdate(live, update);
      const others = [45, 5000, 88_888].map((clientId) => {
        const other = documentOf([Y.encodeStateAsUpdate(live)], true);
        other.clientID = clientId;
        return other;
      });
      for (let turn = 0; turn < 10; turn += 1) {
        const other = others[roll(3)]!;
        const letters = (other.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
        const before = Y.encodeStateVector(other);
        if (letters.length > 1 && roll(3) === 0) letters.delete(roll(letters.length - 1), 1);
        else letters.insert(roll(letters.length + 1), 'mno'.slice(roll(3)));
        const own = Y.encodeStateAsUpdate(other, before);
        expect(refusal(own, live)).toBe('accepted');
        log.push(own);
        Y.applyUpdate(live, own);
        if (roll(3)) Y.applyUpdate(others[roll(3)]!, Y.encodeStateAsUpdate(live));
      }
      for (const other of [
        ...others.map((other) => (Y.applyUpdate(other, Y.encodeStateAsUpdate(live)), other)),
        documentOf(log, false),
        documentOf(log, true),
        documentOf([Y.encodeStateAsUpdate(live)], true),
        documentOf([Y.encodeStateAsUpdate(others[0]!)], true),
      ])
        expect(textOf(other), inWords(update)).toBe(textOf(live));
    }
    expect(verdicts.get('accepted')).toBeGreaterThan(100);
    expect(verdicts.get('unknown_content')).toBeGreaterThan(20);
  },
  60_000,
);

test.each<[string, string, Uint8Array]>([
  [
    'a client in two blocks, of which Yjs takes the last alone',
    'malformed_update',
    encode([
      [ME, [spoken()[0]!]],
      [ME, [spoken()[1]!]],
    ]),
  ],
  [
    'a block with nothing in it',
    'malformed_update',
    encode([
      [ME, spoken()],
      [ME, []],
    ]),
  ],
  ['a struct of no length', 'malformed_update', encode([[ME, [...spoken(), new Y.GC(id(2), 0)]]])],
  [
    'a parent that comes later',
    'malformed_update',
    encode([
      [
        ME,
        [
          item(ME, 0, new Y.ContentType(new Y.XmlText()), { parent: id(1) }),
          item(ME, 1, block(), { parent: FRAGMENT }),
        ],
      ],
    ]),
  ],
  [
    'a neighbour that comes later',
    'malformed_update',
    encode([[ME, [item(ME, 0, block(), { origin: id(1) }), item(ME, 1, block(), { parent: FRAGMENT })]]]),
  ],
  [
    'a neighbour that is the item itself',
    'malformed_update',
    encode([[ME, [item(ME, 0, block(), { rightOrigin: id(0) })]]]),
  ],
  [
    'two clients that wait for each other',
    'causal_gap',
    encode([
      [ME, [item(ME, 0, block(), { origin: id(0, 7) })]],
      [7, [item(7, 0, block(), { origin: id(0) })]],
    ]),
  ],
  [
    'a known item that now names somebody who is not there',
    'causal_gap',
    encode([[700, [item(700, 0, block(), { origin: id(5, 9) })]]]),
  ],
  [
    'a right neighbour before the left one, in one word',
    'unknown_content',
    encode([[ME, [item(ME, 0, words(), { origin: letter(6), rightOrigin: letter(2) })]]]),
  ],
  [
    'neighbours with others between them that one of them was written beside',
    'unknown_content',
    encode([[ME, [item(ME, 0, words(), { origin: letter(2), rightOrigin: letter(6) })]]]),
  ],
  [
    'the start and the end, as if nothing were there yet',
    'accepted',
    encode([[ME, [item(ME, 0, block(), { parent: FRAGMENT })]]]),
  ],
  [
    'the end, as if the letters that follow were not there yet',
    'accepted',
    encode([[ME, [item(ME, 0, words(), { origin: letter(2) })]]]),
  ],
  [
    'in something new, a right neighbour before the left one',
    'accepted',
    encode([
      [
        ME,
        [
          ...spoken(),
          item(ME, 2, words('ab'), { parent: id(1) }),
          item(ME, 4, words('cd'), { origin: id(3), rightOrigin: id(2) }),
        ],
      ],
    ]),
  ],
  [
    'a right neighbour inside the left one, whose halves Yjs mixes up',
    'unknown_content',
    encode([
      [
        ME,
        [
          ...spoken(),
          item(ME, 2, words('abc'), { parent: id(1) }),
          item(ME, 5, words('d'), { origin: id(4), rightOrigin: id(3) }),
        ],
      ],
    ]),
  ],
  ['an item under client 0, who is nobody', 'foreign_client', encode([[0, spoken(0)]])],
  [
    'the character zero, which the database cannot keep',
    'unknown_content',
    encode([[ME, [...spoken(), item(ME, 2, words('se\0creto'), { parent: id(1) })]]]),
  ],
  [
    'half a character in a link',
    'unknown_content',
    encode([
      [
        ME,
        [
          ...spoken(),
          item(ME, 2, new Y.ContentFormat('link', { href: 'https://example.org/\ud800' } as never), {
            parent: id(1),
          }),
        ],
      ],
    ]),
  ],
  ['a deletion of nothing, at the end', 'malformed_update', encode([], [[700, 12, 0]])],
])('%s: %s', (_what, reason, update) => {
  expect(refusal(update)).toBe(reason);
});

test('what an item adds to words that are there stands where they do, and is judged like all words', () => {
  const document = opened();
  Y.applyUpdate(document, encode([[ME, [...spoken(), item(ME, 2, words('se'), { parent: id(1) })]]]));
  const grown = (text: string, where: Named) => encode([[ME, [item(ME, 2, words(text), where)]]]);
  expect(refusal(grown('secreto', { parent: id(1) }), document)).toBe('accepted');
  expect(refusal(grown('se\0creto', { parent: id(1) }), document)).toBe('unknown_content');
  expect(refusal(grown('secreto', { origin: letter(2), rightOrigin: letter(3) }), document)).toBe(
    'foreign_client',
  );
});

test('thousands of items at one place, from two client ids, are refused and not searched', () => {
  const many = (client: number, from: number, count: number) =>
    Array.from({ length: count }, (_, at) => item(client, from + at, words(), { parent: id(1) }));
  const document = opened();
  const [one, two] = [
    encode([[ME, [...spoken(), ...many(ME, 2, 10_000)]]]),
    encode([[9000, many(9000, 0, 10_000)]]),
  ];
  expect(refusal(one, document)).toBe('accepted');
  Y.applyUpdate(document, one);
  expect(refusal(two, document)).toBe('message_too_large');
  const values = (client: number, chained: boolean) =>
    Array.from({ length: 10_000 }, (_, at) =>
      item(
        client,
        at,
        new Y.ContentAny(['idx']),
        chained && at ? { origin: id(at - 1, client) } : { parent: id(0), key: 'id' },
      ),
    );
  const third = encode([[7, values(7, true)]]);
  expect(refusal(third, document)).toBe('accepted');
  Y.applyUpdate(document, third);
  expect(refusal(encode([[6, values(6, false)]]), document)).toBe('message_too_large');
  // As many people as a chapter lets in may write at one place at once.
  for (let person = 0; person < 100; person += 1) {
    const update = encode([[5000 + person, many(5000 + person, 0, 1)]]);
    expect(refusal(update, document)).toBe('accepted');
    Y.applyUpdate(document, update);
  }
});

test('a letter beside others costs the same in a paragraph of many as in one of few', () => {
  const paragraphOf = (count: number) => {
    const document = opened();
    Y.applyUpdate(document, encode([[ME, spoken()]]));
    for (let at = 0; at < count; at += 10_000) {
      const letters = Array.from({ length: Math.min(count, 10_000) }, (_, next) =>
        item(ME, 2 + at + next, words(), { parent: id(1) }),
      );
      Y.applyUpdate(document, encode([[ME, letters]]));
    }
    return document;
  };
  // Somebody who has seen none of the letters, or all but one.
  const beside = [{ parent: id(1) }, { origin: id(2) }, { origin: id(3), rightOrigin: id(2) }].map((where) =>
    encode([[7, [item(7, 0, words(), where), item(7, 1, words(), where)]]]),
  );
  const fastest = (document: Y.Doc) => {
    const times = Array.from({ length: 40 }, () => {
      const since = performance.now();
      expect(beside.map((update) => refusal(update, document))).toEqual(Array(3).fill('accepted'));
      return performance.now() - since;
    });
    return Math.min(...times);
  };
  const [few, many] = [paragraphOf(100), paragraphOf(100_000)];
  fastest(few);
  expect(fastest(many) / fastest(few)).toBeLessThan(20);
});

test('a message with more items than any text has, or that cuts long words all over, is too large', () => {
  const run = Array.from({ length: 46_000 }, (_, at) =>
    item(ME, at, block(), at ? { origin: id(at - 1) } : { parent: FRAGMENT }),
  );
  expect(refusal(encode([[ME, run]]))).toBe('message_too_large');
  const document = opened();
  Y.applyUpdate(
    document,
    encode([[ME, [...spoken(), item(ME, 2, words('x'.repeat(60_000)), { parent: id(1) })]]]),
  );
  const cuts = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      item(9, at, words(), { origin: id(60_000 - 3 * at), rightOrigin: id(60_001 - 3 * at) }),
    );
  expect(refusal(encode([[9, cuts(3_000)]]), document)).toBe('accepted');
  expect(refusal(encode([[9, cuts(15_000)]]), document)).toBe('message_too_large');
});

test('a message under more client ids than anybody can have opened the text with is too large', () => {
  const from = (count: number) =>
    encode(Array.from({ length: count }, (_, at): Block => [9000 + at, [new Y.GC(id(0, 9000 + at), 1)]]));
  const document = opened();
  expect(refusal(from(100), document)).toBe('accepted');
  expect(refusal(from(101), document)).toBe('message_too_large');
  // Those that the text knows do not count.
  Y.applyUpdate(document, from(100));
  expect(refusal(from(200), document)).toBe('accepted');
});
