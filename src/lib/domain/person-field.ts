/** The field by which a form says for whom its page was made: it is accepted from nobody else (`receiveForm`). */
export const PERSON_FIELD = 'persona';
