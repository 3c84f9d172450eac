import { type Attribute, fromString, type Node } from '@tiptap/core';
import { isKnownAttribute } from './allowed-parts.ts';

/** What an attribute says in HTML, as the editor would read it. */
const read = (element: HTMLElement, key: string, { parseHTML }: Attribute): unknown =>
  parseHTML ? parseHTML(element) : fromString(element.getAttribute(key));

/**
 * The same node, but a value in HTML that no text may carry counts as none (`colspan="100%"`, `<ol type="disc">`). The
 * server refuses such a value together with all that is sent along, and for good: its judge is asked here already.
 */
export function withAllowedAttributes<Options>(node: Node<Options>): Node<Options> {
  return node.extend({
    addAttributes() {
      const own = (this.parent?.() ?? {}) as Record<string, Attribute>;
      const judged = Object.entries(own).map(([key, attribute]): [string, Attribute] => {
        const parseHTML = (element: HTMLElement) => {
          const value = read(element, key, attribute);
          return isKnownAttribute(this.name, key, value) ? value : null;
        };
        return [key, { ...attribute, parseHTML }];
      });
      return Object.fromEntries(judged);
    },
  });
}
