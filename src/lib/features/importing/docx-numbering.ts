const attribute = (xml: string, element: string) =>
  new RegExp(`<w:${element}\\b[^>]*?w:val="([^"]*)"`).exec(xml)?.[1];
const elements = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<w:${name}\\b([^>]*)>([\\s\\S]*?)</w:${name}>`, 'g'))].map(
    ([, head = '', inside = '']) => ({
      head,
      inside,
    }),
  );

/** How one level of one list counts. `simple` is false when Word writes more than the number and a sign. */
export type Level = { format: string; start: number; simple: boolean };

/** Every list's levels, under the key that stands in a paragraph's `numbering.paragraphStyleId`. */
export type Numbering = { xml: string; levels: Map<string, Level> };

/** HTML's names for the ways Word counts; plain figures have none. */
export const LIST_TYPES: Record<string, string> = {
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
};

/**
 * Mammoth tells of a list only whether it counts. "Incisos" are cited by their letter, so the numbering part is
 * written anew before mammoth reads it: every list by itself, each of its levels marked with a key through which its
 * format and its start are found again.
 */
export function readNumbering(source: string): Numbering {
  const levels = new Map<string, Level>();
  const abstracts = new Map(
    elements(source, 'abstractNum').map(({ head, inside }) => [
      /w:abstractNumId="([^"]*)"/.exec(head)?.[1],
      inside,
    ]),
  );
  const lists = elements(source, 'num').map(({ head, inside }) => {
    const numId = /w:numId="([^"]*)"/.exec(head)?.[1] ?? '';
    const abstract = abstracts.get(attribute(inside, 'abstractNumId')) ?? '';
    const link = attribute(abstract, 'numStyleLink');
    const starts = new Map(
      elements(inside, 'lvlOverride').map((each) => [
        /w:ilvl="(\d+)"/.exec(each.head)?.[1],
        attribute(each.inside, 'startOverride'),
      ]),
    );
    const written = elements(abstract, 'lvl').map((each) => {
      const ilvl = /w:ilvl="(\d+)"/.exec(each.head)?.[1] ?? '0';
      const format = attribute(each.inside, 'numFmt') ?? 'decimal';
      const key = attribute(each.inside, 'pStyle') ?? `§${numId}:${ilvl}`;
      const text = attribute(each.inside, 'lvlText') ?? '';
      const start = Number(starts.get(ilvl) ?? attribute(each.inside, 'start') ?? 1);
      levels.set(key, {
        format,
        start: Number.isInteger(start) ? start : 1,
        simple: /^\(?%\d[.)°º]?[-–]?\)?$/.test(text.trim()),
      });
      return `<w:lvl w:ilvl="${ilvl}"><w:numFmt w:val="${format}"/><w:pStyle w:val="${key}"/></w:lvl>`;
    });
    const inside2 = link ? `<w:numStyleLink w:val="${link}"/>` : written.join('');
    return {
      abstract: `<w:abstractNum w:abstractNumId="${numId}">${inside2}</w:abstractNum>`,
      num: `<w:num w:numId="${numId}"><w:abstractNumId w:val="${numId}"/></w:num>`,
    };
  });
  const root = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const body = lists.map((list) => list.abstract).join('') + lists.map((list) => list.num).join('');
  return { xml: `<?xml version="1.0" encoding="UTF-8"?><w:numbering ${root}>${body}</w:numbering>`, levels };
}
