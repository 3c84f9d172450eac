/**
 * The language in which titles, texts and comments are written, whatever the interface speaks: documents hold none of
 * their own yet. Marked wherever they stand on a page, so that they are read aloud in it (WCAG 3.1.2).
 */
export const CONTENT_LANGUAGE = 'es';
