import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { lettersOf, textsIn } from './put-back.ts';
import { mineGoes, type Standing } from './whose-goes.ts';

type Block = Y.XmlElement;

const idOfLive = (node: unknown) =>
  node instanceof Y.XmlElement && node._item && !node._item.deleted
    ? (node.getAttribute('id') as string | undefined)
    : undefined;

/** The blocks that a transaction brought and that stand, by their ids. */
function arrivedIn({ doc, beforeState, afterState }: Y.Transaction): Map<string, Block> {
  const blocks = new Map<string, Block>();
  for (const [client, end] of afterState) {
    const from = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (!structs || end <= from) continue;
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at += 1) {
      const struct = structs[at]!;
      const node = struct instanceof Y.Item && struct.content instanceof Y.ContentType && struct.content.type;
      const id = idOfLive(node);
      if (id) blocks.set(id, node as unknown as Block);
    }
  }
  return blocks;
}

function blocksIn(parent: Y.XmlFragment, among: ReadonlyMap<string, Block>): Map<string, Block[]> {
  const found = new Map<string, Block[]>();
  const walk = (node: Y.XmlFragment) => {
    for (const child of node.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const id = idOfLive(child);
      if (id && among.has(id)) found.set(id, [...(found.get(id) ?? []), child]);
      walk(child);
    }
  };
  walk(parent);
  return found;
}

const wordsOf = (block: Block) => textsIn(block).map(lettersOf).join('\n');

/** Takes a block out, with the quotation or the list that would be left empty without it. */
export function takeOut(block: Block): void {
  let node = block;
  while (node.parent instanceof Y.XmlElement && node.parent.length === 1) node = node.parent;
  const parent = node.parent as Y.XmlFragment;
  parent.delete(parent.toArray().indexOf(node), 1);
}

/**
 * Takes out the copies that two people have made of one paragraph: both made a heading of it without having seen that the
 * other did, and each put in a block with its words and its id. Words that differ stay, both of them.
 * @param arrived blocks, by their ids, of which others with the same ids and the same words may stand
 * @param yields whether the first of two is the one to go
 */
function takeOutTwins(
  ydoc: Y.Doc,
  arrived: ReadonlyMap<string, Block>,
  yields: (block: Block, twin: Block) => boolean,
): void {
  if (!arrived.size) return;
  for (const [id, blocks] of blocksIn(ydoc.getXmlFragment(FRAGMENT), arrived)) {
    if (blocks.length < 2) continue;
    const words = wordsOf(arrived.get(id)!);
    if (!words.trim()) continue;
    const twins = blocks.filter((block) => wordsOf(block) === words);
    const gone = twins.filter((block) => twins.some((twin) => twin !== block && yields(block, twin)));
    // One of them always stays.
    if (gone.length < twins.length) gone.forEach(takeOut);
  }
}

const clientOf = (block: Block) => block._item!.id.client;

/** Keeps one of two copies of a paragraph (docs/adr/0013-what-goes-down-with-a-paragraph.md): which, whose-goes.ts says. */
export class TwinBlocks {
  readonly #ydoc: Y.Doc;
  readonly #standing: Standing;

  /** @param server the origin of transactions with what comes from the server */
  constructor(ydoc: Y.Doc, server: unknown, standing: Standing) {
    this.#ydoc = ydoc;
    this.#standing = standing;
    ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin === server && standing.mayWrite()) this.#arrived(transaction);
    });
  }

  #arrived(transaction: Y.Transaction): void {
    const own = this.#ydoc.clientID;
    // Whoever has put in nothing has no copy, and opens a long text no later for it.
    if (Y.getState(this.#ydoc.store, own) === 0) return;
    const arrived = arrivedIn(transaction);
    const goes = (block: Block, twin: Block) =>
      clientOf(block) === own &&
      clientOf(twin) !== own &&
      mineGoes(block._item!.id, clientOf(twin), this.#standing);
    if (arrived.size) this.#ydoc.transact(() => takeOutTwins(this.#ydoc, arrived, goes), this);
  }
}

/** The same for what an earlier visit had put in: within the transaction that takes it in, so that nobody sees it. */
export function takeOutReplayed(transaction: Y.Transaction): void {
  const { doc, beforeState } = transaction;
  const isNew = (block: Block) => block._item!.id.clock >= (beforeState.get(clientOf(block)) ?? 0);
  // Only once it is over does a transaction know how far it went.
  const afterState = Y.decodeStateVector(Y.encodeStateVector(doc));
  const arrived = arrivedIn({ doc, beforeState, afterState } as Y.Transaction);
  takeOutTwins(doc, arrived, (block, twin) => isNew(block) && !isNew(twin));
}
