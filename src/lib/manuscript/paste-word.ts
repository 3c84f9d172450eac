/**
 * Word puts lists and notes on the clipboard as plain paragraphs with private styles (`mso-list`, `mso-footnote-id`).
 * These functions turn them back into what they are.
 */

const styleOf = (element: Element) => (element.getAttribute('style') ?? '').replace(/\s+/g, ' ');

/** Whether a paragraph is an item of one of Word's lists. Its numbered headings stay headings. */
export function isWordListItem(element: Element): boolean {
  return element.localName === 'p' && /mso-list: ?l\d+ level\d+/i.test(styleOf(element));
}

type Item = {
  element: Element;
  list: string;
  level: number;
  ordered: boolean;
  type: string | null;
  start: number;
};

const TYPES: [RegExp, string | null][] = [
  [/^\(?\d+(?:\.\d+)*[.)]/, null],
  [/^\(?[ivxlc]+[.)]/, 'i'],
  [/^\(?[IVXLC]+[.)]/, 'I'],
  [/^\(?[a-zñ][.)]/, 'a'],
  [/^\(?[A-ZÑ][.)]/, 'A'],
];

/** Reads and removes the marker Word writes into the paragraph for programs without lists. */
function takeItem(element: Element): Item {
  const [, list = '', level = '1'] = /mso-list: ?(l\d+) level(\d+)/i.exec(styleOf(element)) ?? [];
  const marker = [...element.querySelectorAll('[style]')].find((each) =>
    /mso-list: ?ignore/i.test(styleOf(each)),
  );
  const sign = (marker?.textContent ?? '').replace(/[\s\u00a0]+/g, '');
  marker?.remove();
  const [, type = null] = TYPES.find(([pattern]) => pattern.test(sign)) ?? [];
  const ordered = TYPES.some(([pattern]) => pattern.test(sign));
  const start = type === null && ordered ? Number(/(\d+)[.)]$/.exec(sign)?.[1] ?? 1) : 1;
  return { element, list, level: Number(level), ordered, type, start };
}

function openList(item: Item): Element {
  const list = item.element.ownerDocument.createElement(item.ordered ? 'ol' : 'ul');
  if (item.ordered && item.start !== 1) list.setAttribute('start', String(item.start));
  if (item.type) list.setAttribute('type', item.type);
  return list;
}

/** Nests paragraphs that Word marked as list items into real lists; a paragraph between two items ends the list. */
export function nestWordLists(paragraphs: Element[]): void {
  let open: { level: number; list: Element }[] = [];
  let previous: Element | null = null;
  for (const paragraph of paragraphs) {
    const follows = previous !== null && paragraph.previousElementSibling === previous;
    const item = takeItem(paragraph);
    open = follows ? open.filter(({ level }) => level <= item.level) : [];
    let current = open.at(-1);
    if (!current || current.level < item.level) {
      const list = openList(item);
      if (current) (current.list.lastElementChild ?? current.list).append(list);
      else paragraph.before(list);
      open.push((current = { level: item.level, list }));
    }
    const entry = paragraph.ownerDocument.createElement('li');
    current.list.append(entry);
    entry.append(paragraph);
    previous = open[0]?.list ?? null;
  }
}

/** Takes away the space that stood between a note's sign and its words. */
function trimStart(element: Element): void {
  for (let first = element.firstChild; first?.nodeType === 3; first = element.firstChild) {
    first.textContent = (first.textContent ?? '').replace(/^[\s\u00a0]+/, '');
    if (first.textContent) return;
    first.remove();
  }
}

/** Puts Word's foot- and endnotes, which it collects at the end, where they are called. */
export function moveWordNotes(body: Element): void {
  for (const call of body.querySelectorAll('a[href^="#_ftn"],a[href^="#_edn"]')) {
    const target = (call.getAttribute('href') ?? '').slice(2);
    if (/^(?:ftn|edn)ref/.test(target)) continue;
    const note = [...body.querySelectorAll('div[id]')].find((each) => each.getAttribute('id') === target);
    if (!note) continue;
    for (const back of note.querySelectorAll('a[href^="#_ftnref"],a[href^="#_ednref"]')) back.remove();
    const span = body.ownerDocument.createElement('span');
    span.setAttribute('data-footnote', '');
    [...note.querySelectorAll('p')].forEach((paragraph, at) => {
      if (at) span.append(body.ownerDocument.createElement('br'));
      span.append(...paragraph.childNodes);
    });
    trimStart(span);
    call.replaceWith(span);
    note.remove();
  }
  const ends = '[style*="mso-element:footnote-list"],[style*="mso-element:endnote-list"]';
  for (const list of body.querySelectorAll(ends)) {
    for (const rule of list.querySelectorAll('hr,br[clear]')) rule.remove();
    if (!list.textContent?.trim()) list.remove();
  }
}
