/** Writes src/lib/generated/paraglide from messages/, for whatever reads it without Vite (types, walls, lint). */
import { compile } from '@inlang/paraglide-js';
import { languageOptions } from './languages/options.ts';

await compile(languageOptions);
