/** What a style says of "hidden"; undefined: nothing. */
type Saying = boolean | undefined;

/** The styles that may hide text, each with the one it is based on. */
export type Hiding = {
  byDefault: boolean;
  /** The style of a paragraph, and of a table, that names none. */
  usual: { paragraph?: string; table?: string };
  styles: Map<string, { base: string | undefined; hides: Saying }>;
};

/** The `w:val` among these attributes. */
export const valueOf = (attributes: string) => /w:val\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1];

/** Whether an element that can be switched is on: it is, unless it says that it is not. */
export const isOn = (attributes: string) => !/^(?:0|false|off)$/.test(valueOf(attributes) ?? '');

function saying(properties: string): Saying {
  const found = /<w:vanish(?=[\s/>])([^<>]*)>/.exec(properties);
  return found ? isOn(found[1] ?? '') : undefined;
}

/** Reads what the styles part says of hidden text. */
export function readHiding(xml: string | null): Hiding {
  const now = (xml ?? '').replace(/<w:(rPrChange|tblStylePr)(?=[\s>])[\s\S]*?<\/w:\1>/g, '');
  const hiding: Hiding = {
    byDefault: saying(/<w:docDefaults>[\s\S]*?<\/w:docDefaults>/.exec(now)?.[0] ?? '') ?? false,
    usual: {},
    styles: new Map(),
  };
  for (const [, head = '', inside = ''] of now.matchAll(/<w:style\b([^>]*)>([\s\S]*?)<\/w:style>/g)) {
    const id = /w:styleId="([^"]*)"/.exec(head)?.[1];
    if (!id || hiding.styles.has(id)) continue;
    const base = /<w:basedOn\b[^>]*w:val="([^"]*)"/.exec(inside)?.[1];
    hiding.styles.set(id, { base, hides: saying(inside) });
    const kind = /w:type="(paragraph|table)"/.exec(head)?.[1];
    const isUsual = /w:default="(?:1|true|on)"/.test(head);
    if (isUsual && (kind === 'paragraph' || kind === 'table')) hiding.usual[kind] ??= id;
  }
  return hiding;
}

/** Whether a style hides text: in its chain, the nearest that says something is heard. */
function hides({ styles }: Hiding, first: string | undefined): boolean {
  const seen = new Set<string>();
  for (let id = first; id && !seen.has(id); id = styles.get(id)?.base) {
    seen.add(id);
    const own = styles.get(id)?.hides;
    if (own !== undefined) return own;
  }
  return false;
}

/** Whether these styles of one run together hide it: an odd number of them does (ECMA-376 part 1, 17.7.3). */
export function hideTogether(hiding: Hiding, styles: readonly (string | undefined)[]): boolean {
  return hiding.byDefault || styles.filter((style) => hides(hiding, style)).length % 2 === 1;
}

/** Whether anything in the file can be hidden by a style. */
export function hasHidingStyles({ byDefault, styles }: Hiding): boolean {
  return byDefault || [...styles.values()].some((style) => style.hides);
}
