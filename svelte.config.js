import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// Pages without a script of kit's own get no nonce, and the one in app.html runs there, too: it is allowed by its hash.
const page = readFileSync(new URL('./src/app.html', import.meta.url), 'utf8');
const [, script = ''] = /<script[^>]*>([\s\S]*?)<\/script>/.exec(page) ?? [];
const scriptHash = createHash('sha256').update(script).digest('base64');

/** @type {import('@sveltejs/kit').Config} */
const config = {
  preprocess: vitePreprocess(),
  kit: {
    // Brotli and gzip variants are made at build time, so the server only sends files.
    adapter: adapter({ precompress: true }),
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', `sha256-${scriptHash}`],
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
