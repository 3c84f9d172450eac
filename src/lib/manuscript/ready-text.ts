import * as Y from 'yjs';
import { manuscriptSchema } from './extensions.ts';

/**
 * Puts an empty text into a block or a note that has none. The editor makes it with the first letter: two people who
 * begin to write in one empty block at once would each make one of their own, and the binding, which knows a single one,
 * would copy letters from one to the other.
 */
export function readyText(element: Y.XmlElement): void {
  if (manuscriptSchema.nodes[element.nodeName]?.inlineContent && element.length === 0)
    element.insert(0, [new Y.XmlText()]);
}

/** The same for all that is in a text. */
export function readyTexts(parent: Y.XmlFragment): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    readyText(child);
    readyTexts(child);
  }
}
