import { mergeAttributes, Node } from '@tiptap/core';

/**
 * A note in the running text. It is an inline node that *contains* its note (text, line breaks, bold, italic, links)
 * instead of holding it as an attribute: two people can write in one note and Yjs merges it, citations keep their
 * italics, and copy and paste carry it as plain HTML. Its number is never stored; it is the order in the text.
 */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  content: '(text | hardBreak)*',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  parseHTML() {
    return [{ tag: 'span[data-footnote]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes, { 'data-footnote': '', role: 'note' }), 0];
  },
});
