import type { Locale } from '#lib/generated/paraglide/runtime.js';

const NAMES: Record<Locale, string> = { es: 'Español', en: 'English' };

/** The languages of the interface, each named in itself. */
export const languageOptions = Object.entries(NAMES).map(([code, name]) => ({ code, name }));
