import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { languageOptions } from './scripts/languages/options.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(languageOptions), sveltekit()],
  // Nobody watches for the sizes; it takes a fifth of the build. tests/journeys/12-weight.spec.ts weighs what is sent.
  build: { reportCompressedSize: false },
});
