/** How many characters before and after a passage are kept to tell it from its likes. */
export const CONTEXT_LENGTH = 32;

/** The longest passage one thread may be about, in UTF-16 units: some five pages. */
export const MAX_QUOTE_LENGTH = 12_000;
