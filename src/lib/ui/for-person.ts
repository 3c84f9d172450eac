/** The field of a form that says for whom its page was made. */
export const PERSON_FIELD = 'persona';

let person: string | undefined;

/**
 * Keeps for whom this page was made, in the browser alone. The first one stays until it is loaded anew: in another tab of
 * the same browser somebody else may sign in, and what this page then reads again is theirs, while what was typed is not.
 */
export function keepPagePerson(id: string): void {
  person ??= id;
}

/** For whom the page was made; undefined where nobody was signed in, and on the server. */
export function pagePerson(): string | undefined {
  return person;
}

/** Says in a form that is about to be sent for whom it was made: to nobody else it is accepted (`receiveForm`). */
export function sendForPerson(form: FormData): void {
  if (person) form.set(PERSON_FIELD, person);
}
