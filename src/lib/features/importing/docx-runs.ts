import { isOn, valueOf } from './docx-hiding.ts';

/** An element of a part, with those around it that decide about its text. */
export type Open = {
  name: string;
  parent: Open | undefined;
  /** Where its content begins. */
  start: number;
  paragraph: Open | undefined;
  table: Open | undefined;
  /** In the newer one of two ways to draw the same thing; mammoth reads the older. */
  isTwin: boolean;
  style?: string;
  /** What a run itself says of being hidden. */
  hidden?: boolean;
  /** The marks of fields in a run: a field may begin in one and end in another. */
  fields: string;
};

const TAG = /<(\/?)(?:w|mc):([A-Za-z]+)([^<>]*)>/g;
/** Where a style is named: in the properties, of the element around them. */
const STYLED: Record<string, string> = { rStyle: 'r', pStyle: 'p', tblStyle: 'tbl' };

/** The element whose properties are open. What it was like before a tracked change is nobody's any more. */
const ownerOf = (properties: Open | undefined, name: string) =>
  properties?.name === `${name}Pr` && properties.parent?.name === name ? properties.parent : undefined;

function readProperty(at: Open | undefined, name: string, attributes: string): void {
  const run = name === 'vanish' ? ownerOf(at, 'r') : undefined;
  if (run) run.hidden = isOn(attributes);
  const styled = ownerOf(at, STYLED[name] ?? '');
  if (styled) styled.style = valueOf(attributes);
}

/** Tells every run of a part, and where its content ends; a run within another (in a text box) comes before it. */
export function forEachRun(xml: string, tell: (run: Open, end: number) => void): void {
  const counts = new Map<string, number>();
  const count = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
  let at: Open | undefined;
  for (const { 0: tag, 1: closes, 2: name = '', 3: attributes = '', index } of xml.matchAll(TAG)) {
    if (closes) {
      // An element that was not closed is closed with the one around it.
      while (at && counts.get(name)) {
        const element: Open = at;
        at = element.parent;
        count(element.name, -1);
        if (element.name !== name) continue;
        if (name === 'r') tell(element, index);
        if (name === 'instrText' && at?.name === 'r')
          at.fields += `<w:instrText>${xml.slice(element.start, index)}</w:instrText>`;
        break;
      }
      continue;
    }
    readProperty(at, name, attributes);
    const isEmpty = attributes.endsWith('/');
    if (name === 'fldChar' && at?.name === 'r') at.fields += isEmpty ? tag : `${tag.slice(0, -1)}/>`;
    if (isEmpty) continue;
    const element: Open = {
      name,
      parent: at,
      start: index + tag.length,
      paragraph: at?.paragraph,
      table: at?.table,
      isTwin: (at?.isTwin ?? false) || name === 'Choice',
      fields: '',
    };
    if (name === 'p') element.paragraph = element;
    if (name === 'tbl') element.table = element;
    at = element;
    count(name, 1);
  }
}
