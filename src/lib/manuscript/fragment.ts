/** The name of the fragment that holds a chapter's text: the collaboration extension's own default field. */
export const FRAGMENT = 'default';
