import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newBlockId } from '#lib/manuscript/new-block-id.ts';
import { freshOf, type Gone } from './gone-text.ts';

/** Behind how many blocks a text stood that is gone; the end of the chapter, when that is forgotten. */
function indexIn(fragment: Y.XmlFragment, text: Y.XmlText): number {
  let block: Y.Item | null | undefined = text._item;
  while (block && block.parent !== fragment) block = (block.parent as Y.AbstractType<unknown> | null)?._item;
  if (!block) return fragment.length;
  let index = 0;
  for (let left = block.left; left; left = left.left)
    if (!left.deleted && left.countable) index += left.length;
  return index;
}

/** Makes a paragraph of the words of a text that is gone, where that stood. */
export function standAlone(gone: Gone & { text: Y.XmlText }, ydoc: Y.Doc): Y.XmlText | null {
  const words = freshOf(gone);
  if (!words.trim()) return null;
  const fragment = ydoc.getXmlFragment(FRAGMENT);
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText(words);
  // Whoever makes a block names it (docs/adr/0004): the editor takes this one for somebody else's.
  paragraph.setAttribute('id', newBlockId());
  paragraph.insert(0, [text]);
  fragment.insert(indexIn(fragment, gone.text), [paragraph]);
  return text;
}
