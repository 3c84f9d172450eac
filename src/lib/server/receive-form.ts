import { getRequestEvent } from '$app/server';
import { PERSON_FIELD } from '#lib/domain/person-field.ts';
import { sentWords } from '#lib/domain/sent-words.ts';
import { stopWith } from './answer-error.ts';
import { AppError } from './app-error.ts';

/** Whoever chose a password that became somebody else's would have their account: here a form must say for whom it is. */
const PASSWORD = '/(auth)/contrasena/nueva';

/**
 * The form that a request brings. Ends the request with `bad_input` where the body is no form: cut off on the way, or
 * plain text, which kit lets pass as one; and with `another_person` where its page was made for somebody else than who
 * sends it. A line break is one sign, however it travelled. What kit itself refuses while it reads (a body too large) is thrown on.
 */
export async function receiveForm(request: Request): Promise<FormData> {
  const form = withPlainBreaks(await readBody(request));
  const madeFor = form.get(PERSON_FIELD);
  form.delete(PERSON_FIELD);
  const { locals, route } = getRequestEvent();
  // A script keeps the form; without one, a page of refusal comes in its place.
  if (request.headers.get('accept')?.includes('text/html')) locals.sent = sentWords(form);
  const { person } = locals;
  if (!person) return form;
  const isPassword = route.id === PASSWORD;
  // Whoever signs in or out, or chooses a language, does so in their own name, whosesoever the page was.
  const counts = isPassword || (madeFor && route.id?.startsWith('/(app)'));
  if (counts && madeFor !== person.id) stopWith(new AppError('another_person'));
  return form;
}

async function readBody(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    if (error instanceof Error && 'status' in error) throw error;
    stopWith(new AppError('bad_input', {}, { cause: error }));
  }
}

/** Browsers send each line break as two signs, and nobody who counts theirs sees the second. */
function withPlainBreaks(sent: FormData): FormData {
  const form = new FormData();
  for (const [name, value] of sent) {
    form.append(name, typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);
  }
  return form;
}
