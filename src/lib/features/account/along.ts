import { PERSON_FIELD } from '#lib/domain/person-field.ts';

/** What the forms of a person's page bring along (`SentAlong`): they are accepted from nobody else. */
export const alongOf = (personId: string) => ({ name: PERSON_FIELD, value: personId });
