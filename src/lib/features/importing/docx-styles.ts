/** What a paragraph's style makes of it. Levels of headings count from 1. */
export type Role = { is: 'title' | 'contents' | 'quote' | 'text' } | { is: 'heading'; level: number };

/** Paragraph styles that are plain text by another name; they need no mention. */
const PLAIN =
  /^(normal|default|predeterminado|body text.*|texto independiente.*|text body|list .*|lista.*|párrafo de lista|parrafodelista|list paragraph|footnote text|endnote text|no spacing|sin espaciado|caption|epígrafe|normal \(web\)|table .*|plain text|standard|subtitle|subtítulo)$/i;

type Style = { name: string; base: string | undefined; outline: number | undefined };

/** The paragraph styles of a document by id. */
export type Styles = Map<string, Style>;

/** Reads names, bases and outline levels from the styles part. */
export function readStyles(xml: string | null): Styles {
  const styles: Styles = new Map();
  for (const [, head = '', inside = ''] of (xml ?? '').matchAll(/<w:style\b([^>]*)>([\s\S]*?)<\/w:style>/g)) {
    const id = /w:styleId="([^"]*)"/.exec(head)?.[1];
    const outline = /<w:outlineLvl\b[^>]*w:val="(\d)"/.exec(inside)?.[1];
    if (!id || !/w:type="paragraph"/.test(head)) continue;
    styles.set(id, {
      name: /<w:name\b[^>]*w:val="([^"]*)"/.exec(inside)?.[1] ?? id,
      base: /<w:basedOn\b[^>]*w:val="([^"]*)"/.exec(inside)?.[1],
      outline: outline === undefined ? undefined : Number(outline),
    });
  }
  return styles;
}

function named(name: string): Role | null {
  const heading = /^(?:heading|título|titulo|encabezado|ttulo) ?([1-9])$/i.exec(name)?.[1];
  if (heading) return { is: 'heading', level: Number(heading) };
  if (/^(?:title|título|titulo|puesto)$/i.test(name)) return { is: 'title' };
  if (/^(?:toc|tdc|tabla de contenido|índice) ?\d|^toc heading$|^contents \d/i.test(name))
    return { is: 'contents' };
  if (/quote|quotation|cita\b|block text/i.test(name)) return { is: 'quote' };
  return PLAIN.test(name) ? { is: 'text' } : null;
}

/**
 * What a style makes of its paragraph: by its name, or else by its outline level and the styles it is based on, as
 * offices make their own headings from Word's.
 * @returns the role, and whether it is a style of the document's own that becomes plain text.
 */
export function roleOf(
  styles: Styles,
  styleId: string | null,
  styleName: string | null,
): { role: Role; own: boolean } {
  const first = named(styleName ?? '') ?? named(styleId ?? '');
  if (first || !styleId) return { role: first ?? { is: 'text' }, own: false };
  const seen = new Set<string>();
  for (let id: string | undefined = styleId; id && !seen.has(id); id = styles.get(id)?.base) {
    seen.add(id);
    const style = styles.get(id);
    const role = style && named(style.name);
    if (role && role.is !== 'text') return { role, own: false };
    if (style?.outline !== undefined && style.outline < 9)
      return { role: { is: 'heading', level: style.outline + 1 }, own: false };
  }
  return { role: { is: 'text' }, own: true };
}
