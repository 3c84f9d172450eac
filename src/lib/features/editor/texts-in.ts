import * as Y from 'yjs';

/** What a text says, without its form. */
export const lettersOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');

/** All texts below a node, in reading order. */
export function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : textsIn(child as Y.XmlFragment)));
}

/** Whether a text is that of a note: no part of the text that this stands in. */
export const isInNote = ({ parent }: Y.XmlText) =>
  parent instanceof Y.XmlElement && parent.nodeName === 'footnote';

/**
 * The letters with which a text came: their clocks follow one another from the first on. What was typed into it since
 * stands elsewhere than its clock says; what was typed at the end of it, right after it came, is taken for one of them.
 */
export function cameWith(text: Y.XmlText): Set<Y.Item> {
  const { client } = text._item!.id;
  const items = new Set<Y.Item>();
  let next = Infinity;
  for (let item = text._start; item; item = item.right)
    if (item.id.client === client) next = Math.min(next, item.id.clock);
  for (let item = text._start; item; item = item.right) {
    if (item.id.client !== client || item.id.clock !== next) continue;
    next += item.length;
    items.add(item);
  }
  return items;
}

/** The letters with which a text came that are left, and behind how many of all its letters each place among them is. */
export function copyOf(text: Y.XmlText): { letters: string; indices: number[] } {
  const copied = cameWith(text);
  const copy = { letters: '', indices: [0] };
  let index = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (copied.has(item) && item.content instanceof Y.ContentString) {
      copy.letters += item.content.str;
      for (let at = 1; at <= item.length; at += 1) copy.indices.push(index + at);
    }
    index += item.length;
  }
  return copy;
}
