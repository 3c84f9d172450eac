/** Writes src/lib/generated/paraglide from messages/, for whatever reads it without Vite (types, walls, lint). */
import { compile } from '@inlang/paraglide-js';
import { languageOptions } from './languages/options.ts';

await compile(languageOptions);
// It leaves timers of half a minute behind, which have nothing to do any more.
process.exit(0);
