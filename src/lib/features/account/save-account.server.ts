import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { ownName } from '#lib/domain/person-name.ts';
import { locales } from '#lib/generated/paraglide/runtime.js';
import { readForm } from '#lib/server/read-form.ts';
import { requirePerson } from '#lib/server/require-person.ts';
import { unwrapRow } from '#lib/server/unwrap.ts';
import { rememberLanguage } from './remember-language.server.ts';

const account = z.object({ name: ownName, locale: z.enum(locales) });

/** Saves the signed-in person's own name and language. */
export async function saveAccount(event: RequestEvent, form: FormData): Promise<void> {
  const { supabase } = event.locals;
  const { id } = requirePerson(event.locals);
  const { name, locale } = readForm(account, form);
  const change = { display_name: name, locale };
  unwrapRow(
    await supabase.from('people').update(change).eq('id', id).select('id').maybeSingle(),
    'not_allowed',
  );
  rememberLanguage(event, locale);
}
