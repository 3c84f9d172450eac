import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/generated/paraglide',
      // One file a message, in development too: only what a page says is sent to it.
      outputStructure: 'message-modules',
      strategy: ['cookie', 'baseLocale'],
      cookieName: 'idioma',
    }),
    sveltekit(),
  ],
});
