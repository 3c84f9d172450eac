import { isAllowedHref } from './links.ts';
import { isWordListItem, moveWordNotes, nestWordLists } from './paste-word.ts';

/** What says nothing in a text: page set-up, pictures, forms, deleted and commented parts of tracked changes. */
const DROPPED =
  'style,script,meta,link,title,xml,img,svg,video,audio,iframe,object,embed,input,button,select,textarea,template,noscript,' +
  'del,.msocomanchor,.msocomtxt,[style*="mso-element:comment-list"],[style*="mso-element:header"],[style*="mso-element:footer"]';

/** The attributes that mean something to the schema. */
const KEPT = new Set([
  'href',
  'colspan',
  'rowspan',
  'start',
  'type',
  'data-id',
  'data-footnote',
  'data-colwidth',
]);

const unwrap = (element: Element) => element.replaceWith(...element.childNodes);

function rename(element: Element, tag: string): Element {
  const renamed = element.ownerDocument.createElement(tag);
  for (const { name, value } of [...element.attributes]) renamed.setAttribute(name, value);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

/** Office programs that write bold and italics as styles mean them as marks. */
function stylesToMarks(element: Element): void {
  const style = element.getAttribute('style') ?? '';
  const weight = /(?:^|[;\s])font-weight:\s*(bold|\d{3})/i.exec(style)?.[1];
  const wrap = (tag: string) => {
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  };
  if (element.localName === 'b' && /(?:^|[;\s])font-weight:\s*normal/i.test(style)) return unwrap(element);
  if (element.localName !== 'span') return;
  if (weight && (weight.toLowerCase() === 'bold' || Number(weight) >= 600)) wrap('strong');
  if (/(?:^|[;\s])font-style:\s*italic/i.test(style)) wrap('em');
  const vertical = /(?:^|[;\s])vertical-align:\s*(super|sub)\b/i.exec(style)?.[1]?.toLowerCase();
  if (vertical) wrap(vertical === 'super' ? 'sup' : 'sub');
}

function strip(element: Element): void {
  for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
  if (element.hasAttribute('href') && !isAllowedHref(element.getAttribute('href')))
    element.removeAttribute('href');
  const notes = element.localName === 'span' && element.hasAttribute('data-footnote');
  if (
    !notes &&
    (element.localName.includes(':') || ['span', 'font', 'ins', 'u', 'center'].includes(element.localName))
  ) {
    unwrap(element);
  }
}

/** Levels of the text start at 2: a chapter's title is the page's first heading. */
function fitHeadings(body: Element): void {
  for (const heading of body.querySelectorAll('h1')) rename(heading, 'h2');
  for (const heading of body.querySelectorAll('h5,h6')) rename(heading, 'h4');
  for (const cell of body.querySelectorAll('thead td')) rename(cell, 'th');
}

function dropEmpty(body: Element): void {
  for (const block of body.querySelectorAll('p,h2,h3,h4')) {
    const holdsMore = block.querySelector('[data-footnote]') || block.closest('td,th,li');
    if (!holdsMore && !block.textContent?.replace(/\u00a0/g, ' ').trim()) block.remove();
  }
}

/**
 * Cleans pasted HTML before the editor reads it: Word's lists become lists, its notes become notes, headings get the
 * levels of a chapter, and everything the schema has no place for goes, while every word stays. What the editor
 * itself put on the clipboard passes as it is. Fits ProseMirror's `transformPastedHTML`.
 * @param parse how HTML becomes an inert document; tests without a browser bring their own.
 */
export function cleanPastedHtml(
  html: string,
  parse: (html: string) => Document = (source) => new DOMParser().parseFromString(source, 'text/html'),
): string {
  if (/<[^>]+ data-pm-slice=/.test(html)) return html;
  const source = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<!\[[^\]>]*\]>/g, '');
  const body = parse(
    /<body/i.test(source) ? source : `<!doctype html><html><body>${source}</body></html>`,
  ).body;
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  moveWordNotes(body);
  nestWordLists([...body.querySelectorAll('p,h1,h2,h3,h4,h5,h6')].filter(isWordListItem));
  for (const element of body.querySelectorAll('[style]')) stylesToMarks(element);
  for (const element of body.querySelectorAll('*')) strip(element);
  fitHeadings(body);
  dropEmpty(body);
  return body.innerHTML.replace(
    /(?:\u00a0|&nbsp;|[ \t\r\n])*(?:\u00a0|&nbsp;)(?:\u00a0|&nbsp;|[ \t\r\n])+/g,
    ' ',
  );
}
