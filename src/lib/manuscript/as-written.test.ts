import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { asWritten } from './as-written.ts';

const textOf = (document: Y.Doc) => document.get('text', Y.XmlText) as Y.XmlText;
/** How many clients' items a document has deleted. */
const deletedIn = (document: Y.Doc) => Y.createDeleteSetFromStructStore(document.store).clients.size;

/** Two who made the same words bold without seeing each other. */
function boldTwice(): Uint8Array[] {
  const begun = new Y.Doc();
  textOf(begun).insert(0, 'Derecho a la salud');
  const start = Y.encodeStateAsUpdate(begun);
  const bold = [100, 200].map((clientID) => {
    const writer = new Y.Doc();
    Y.applyUpdate(writer, start);
    writer.clientID = clientID;
    textOf(writer).format(0, 7, { bold: {} });
    return Y.encodeStateAsUpdate(writer);
  });
  return [start, ...bold];
}

test('a document that takes in marks deletes none by itself, where Yjs would', () => {
  const [stock, ours] = [new Y.Doc(), asWritten(new Y.Doc())];
  for (const document of [stock, ours]) textOf(document);
  for (const update of boldTwice()) {
    Y.applyUpdate(stock, update);
    Y.applyUpdate(ours, update);
  }
  expect([deletedIn(stock), deletedIn(ours)]).toEqual([1, 0]);
  expect(textOf(ours).toDelta()).toEqual(textOf(stock).toDelta());
});

test('and no deletion makes it look through a long text', () => {
  const ours = asWritten(new Y.Doc());
  const writer = new Y.Doc();
  textOf(writer).insert(0, 'a');
  textOf(writer).format(0, 1, { bold: {} });
  writer.transact(() => {
    for (let at = 0; at < 20_000; at += 1) textOf(writer).insert(0, 'b');
  });
  textOf(ours);
  Y.applyUpdate(ours, Y.encodeStateAsUpdate(writer));
  const before = Y.encodeStateVector(writer);
  textOf(writer).delete(0, 19_990);
  const deletion = Y.encodeStateAsUpdate(writer, before);
  const since = performance.now();
  Y.applyUpdate(ours, deletion);
  expect(performance.now() - since).toBeLessThan(500);
  expect(textOf(ours).toString()).toBe(textOf(writer).toString());
});
