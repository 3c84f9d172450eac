import { setTimeout as wait } from 'node:timers/promises';
import { documentAbilities, type DocumentAbilities } from '#lib/domain/abilities.ts';
import { unwrap } from '#lib/server/unwrap.ts';

/** As long as a page waits for a text that is being written down; it mostly takes a fifth of a second. */
const PATIENCE_MS = 1000;
const LOOK_AGAIN_MS = 100;

const lacksText = ({ steps }: DocumentAbilities) =>
  steps.some(
    ({ mine, conditions }) =>
      mine && conditions.some(({ code, met }) => code === 'chapters_have_text' && !met),
  );

/**
 * What may be done with a document. The written-down text follows its log by a moment, and whoever comes straight from
 * the editor would be told that a chapter has no text, which they have just seen saved: so where text is missing, it is
 * first written down. After a second the page says what it knows; the step itself looks again. Throws `not_found`.
 */
export async function readAbilities(
  supabase: Pick<App.Locals['supabase'], 'rpc'>,
  document: string,
): Promise<DocumentAbilities> {
  const read = async () =>
    documentAbilities.parse(unwrap(await supabase.rpc('document_abilities', { p_document: document })));
  let abilities = await read();
  for (const started = Date.now(); lacksText(abilities); await wait(LOOK_AGAIN_MS)) {
    const settled = unwrap(await supabase.rpc('request_materialisation', { p_document: document }));
    abilities = await read();
    if (settled || Date.now() - started > PATIENCE_MS) break;
  }
  return abilities;
}
