import { hasHidingStyles, hideTogether, type Hiding } from './docx-hiding.ts';
import { forEachRun, type Open } from './docx-runs.ts';

type Cut = { start: number; end: number; fields: string; isTwin: boolean };

/** Something that a reader would see, were it not hidden. */
const SHOWS =
  /<w:(?:sym|drawing|pict|object|(?:foot|end)noteReference)(?=[\s/>])|<w:t(?:\s[^<>]*)?>[^<]*[^<\s]/;

function isHidden({ hidden, style, paragraph, table }: Open, hiding: Hiding): boolean {
  if (hidden !== undefined) return hidden;
  const around = [paragraph?.style ?? hiding.usual.paragraph, table && (table.style ?? hiding.usual.table)];
  return hideTogether(hiding, [style, ...around]);
}

function findHidden(xml: string, hiding: Hiding): Cut[] {
  const cuts: Cut[] = [];
  forEachRun(xml, (run, end) => {
    if (!isHidden(run, hiding)) return;
    while ((cuts.at(-1)?.start ?? -1) >= run.start) cuts.pop();
    cuts.push({ start: run.start, end, fields: run.fields, isTwin: run.isTwin });
  });
  return cuts;
}

/** The notes that a text refers to, as `footnote 3`. */
function notesIn(xml: string): Set<string> {
  const found = xml.matchAll(/<w:(foot|end)noteReference(?=\s)[^<>]*?w:id="([^"]*)"/g);
  return new Set([...found].map(([, kind, id]) => `${kind}note ${id}`));
}

/** A part without its hidden text; how many pieces it had, and the notes that only hidden text refers to. */
export type Shown = { xml: string; pieces: number; notes: ReadonlySet<string> };

/**
 * Takes what Word hides out of a part: the whole content of hidden runs. Offices hide the names of witnesses so, and who
 * sent the file does not see them there. A hidden end of a paragraph hides none of its words.
 */
export function takeHidden(xml: string, hiding: Hiding): Shown {
  if (!/<w:vanish(?=[\s/>])/.test(xml) && !hasHidingStyles(hiding))
    return { xml, pieces: 0, notes: new Set() };
  const kept: string[] = [];
  const hidden: string[] = [];
  let pieces = 0;
  let done = 0;
  let goesOn = false;
  for (const { start, end, fields, isTwin } of findHidden(xml, hiding)) {
    const before = xml.slice(done, start);
    const inside = xml.slice(start, end);
    kept.push(before, fields);
    hidden.push(inside);
    // Word cuts a sentence into runs as it likes: hidden runs in a row are one piece.
    goesOn &&= !SHOWS.test(before) && !before.includes('</w:p>');
    if (!isTwin && SHOWS.test(inside)) {
      if (!goesOn) pieces += 1;
      goesOn = true;
    }
    done = end;
  }
  const shown = kept.concat(xml.slice(done)).join('');
  const named = notesIn(shown);
  const notes = [...notesIn(hidden.join(''))].filter((note) => !named.has(note));
  return { xml: shown, pieces, notes: new Set(notes) };
}

/** Takes these notes out of the part that holds them. */
export function takeNotes(xml: string, notes: ReadonlySet<string>): string {
  if (!notes.size) return xml;
  const pattern = /<w:(footnote|endnote)(?=\s)([^<>]*)>[\s\S]*?<\/w:\1>/g;
  return xml.replace(pattern, (note, kind: string, head: string) =>
    notes.has(`${kind} ${/w:id="([^"]*)"/.exec(head)?.[1]}`) ? '' : note,
  );
}
