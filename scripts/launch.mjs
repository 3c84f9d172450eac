// The only program that any Node can read: it says what is missing before anything newer is loaded.
// Usage: node scripts/launch.mjs <program> [its arguments]
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What can be launched, and how it is asked for. */
const PROGRAMS = {
  start: 'npm start',
  dev: 'npm run dev',
  build: 'npm run build',
  test: 'npm test',
  'test-faults': 'npm run test:faults',
  generate: 'npm run generate',
  screens: 'npm run screens',
  bench: 'npm run bench',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split('.').map(Number);
const program = process.argv.splice(2, 1)[0];

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!Object.prototype.hasOwnProperty.call(PROGRAMS, program))
  refuse('Say what to launch: node scripts/launch.mjs ' + Object.keys(PROGRAMS).join(' | ') + '.');
if (!existsSync(join(root, 'node_modules', '@supabase', 'lite'))) {
  refuse('The packages are not installed yet: run "npm ci" in ' + root + ' first.');
}
// Node runs TypeScript by itself from 22.18 on.
if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  refuse(
    existsSync(join(root, 'node_modules', '.bin', 'node'))
      ? 'This is Node ' +
          process.versions.node +
          ', which is too old; "' +
          PROGRAMS[program] +
          '" uses the one that "npm ci" brought along.'
      : 'This is Node ' +
          process.versions.node +
          ', and Concierta needs 22.18 or newer; "npm ci" could not bring one along for this machine, so install Node 24 from nodejs.org.',
  );
}
process.chdir(root);
await import(pathToFileURL(join(root, 'scripts', program + '.ts')).href);
