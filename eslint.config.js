import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['node_modules', '.svelte-kit', 'build', '.data', 'src/lib/generated', 'test-results'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-undef': 'off',
      // The app is served at the root of its own host; addresses are plain paths.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/lib/**', 'src/routes/**'],
    ignores: ['src/lib/domain/{format,time-zone}.ts', 'src/lib/server/receive-form.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/], NewExpression[callee.property.name=/Format$/]',
          message:
            'Dates and figures are written by src/lib/domain/format.ts: one time zone, and as in Mexico.',
        },
        {
          selector: 'CallExpression[callee.property.name="formData"]',
          message: 'Forms are received by src/lib/server/receive-form.ts: a broken one is answered in words.',
        },
      ],
    },
  },
);
