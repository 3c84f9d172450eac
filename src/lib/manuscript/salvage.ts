import type { ContentMatch, Node, NodeType } from '@tiptap/pm/model';
import { Fragment } from '@tiptap/pm/model';
import { headingLevels, isKnownAttribute, isKnownMark, isKnownNode } from './allowed-parts.ts';
import { checkContent, type Content } from './content.ts';
import { manuscriptSchema } from './extensions.ts';

const { nodes } = manuscriptSchema;

/** What a node must carry and has no valid default for. */
const needed: Record<string, Content['attrs']> = { heading: { level: headingLevels[0] } };

function wrapped(child: Node, wrapping: readonly NodeType[]): Node | null {
  let node: Node | null = child;
  for (const type of wrapping.toReversed()) node = node && type.createAndFill(null, node);
  return node;
}

function placed(match: ContentMatch, child: Node): Node[] | null {
  if (match.matchType(child.type)) return [child];
  const before = match.fillBefore(Fragment.from(child));
  if (before) return [...before.content, child];
  const wrapping = match.findWrapping(child.type);
  const inside = wrapping && wrapped(child, wrapping);
  return inside ? [inside] : null;
}

/** A child as its parent can take it here: as it is, after what must precede it, wrapped; or at least its words. */
function fitting(match: ContentMatch, child: Node): Node[] | null {
  const own = placed(match, child);
  if (own || !child.textContent) return own;
  const words = manuscriptSchema.text(child.textContent);
  return placed(match, nodes.paragraph!.create(null, words)) ?? placed(match, words);
}

function filled(type: NodeType, attrs: Content['attrs'], children: readonly Node[]): Node | null {
  let match: ContentMatch | null = type.contentMatch;
  const content: Node[] = [];
  for (const child of children) {
    const fit: Node[] = (match && fitting(match, child)) ?? [];
    for (const part of fit) {
      match = match && match.matchType(part.type);
      content.push(part);
    }
  }
  const after = match?.fillBefore(Fragment.empty, true);
  return after ? type.create(attrs, Fragment.fromArray([...content, ...after.content])) : null;
}

function nodesOf(part: Content): Node[] {
  if (part.type === 'text') {
    if (!part.text) return [];
    const marks = (part.marks ?? []).filter((mark) => isKnownMark(mark.type, mark.attrs ?? {}));
    return [
      manuscriptSchema.text(
        part.text,
        marks.map((mark) => manuscriptSchema.mark(mark.type, mark.attrs)),
      ),
    ];
  }
  const children = (part.content ?? []).flatMap(nodesOf);
  const type = nodes[part.type ?? ''];
  if (!type || !isKnownNode(type.name)) return children;
  const attrs = Object.entries(part.attrs ?? {}).filter(([key, value]) =>
    isKnownAttribute(type.name, key, value),
  );
  const node = filled(type, { ...needed[type.name], ...Object.fromEntries(attrs) }, children);
  return node ? [node] : children;
}

/**
 * A text that breaks the schema, put into the nearest shape that keeps it, with every word that has a place. Two
 * honest edits at once can leave a list without items or a table without cells; the editors mend that when one is
 * open, but a text must be written down (and can be voted) when none is.
 */
export function salvage(raw: Content): Content {
  const root = filled(nodes.doc!, {}, (raw.content ?? []).flatMap(nodesOf));
  return checkContent((root ?? nodes.doc!.createAndFill()!).toJSON()).toJSON() as Content;
}
