import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { locales } from '#lib/generated/paraglide/runtime.js';
import { ownPath } from '#lib/server/next-path.ts';
import { readForm } from '#lib/server/read-form.ts';
import { rememberLanguage } from './remember-language.server.ts';

const choice = z.object({ idioma: z.enum(locales) });

/** Changes the language of the interface, here and in the account of whoever is signed in. Gives the path to go back to. */
export async function changeLanguage(event: RequestEvent, form: FormData): Promise<string> {
  const { idioma } = readForm(choice, form);
  rememberLanguage(event, idioma);
  const { person, supabase, log } = event.locals;
  if (person) {
    const { error } = await supabase.from('people').update({ locale: idioma }).eq('id', person.id);
    // The page is in the chosen language either way; the account keeps it for other devices.
    if (error) log.warn({ err: error }, 'the language was not kept in the account');
  }
  return ownPath(form.get('volver'), '/');
}
