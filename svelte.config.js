import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
const config = {
  preprocess: vitePreprocess(),
  kit: {
    // Brotli and gzip variants are made at build time, so the server only sends files.
    adapter: adapter({ precompress: true }),
    // src/lib/server/handle-origin.ts is the one check: any content type, in the reader's language, with a number.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        // Positioned menus and carets set style attributes; attributes cannot load or run anything.
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
    typescript: {
      config: (tsconfig) => {
        tsconfig.include.push('../scripts/**/*.ts', '../tests/**/*.ts', '../*.config.js');
        return tsconfig;
      },
    },
  },
};

export default config;
