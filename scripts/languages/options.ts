import type { CompilerOptions } from '@inlang/paraglide-js';

/** How the words of messages/ become code: the same for the build, for development and for the tests. */
export const languageOptions = {
  project: './project.inlang',
  outdir: './src/lib/generated/paraglide',
  // One file a message, in development too: only what a page says is sent to it.
  outputStructure: 'message-modules',
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'idioma',
} satisfies CompilerOptions;
