import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { languageOptions } from './scripts/languages/options.ts';

export default defineConfig({
  plugins: [paraglideVitePlugin(languageOptions), sveltekit()],
});
