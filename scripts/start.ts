/** `npm start`: the whole system in one process, or one program of it against a real Supabase (ROLE). */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './run/build-web.ts';
import type { Handler } from './run/server.ts';
import { readSettings } from './run/settings.ts';
import { Running, runMain } from './run/stop.ts';
import { runSystem } from './run/system.ts';

/** Imported documents go through a form; the framework's own limit is half a megabyte. */
const LARGEST_FORM = '32M';

const running = new Running();
running.stopOnSignals();
await runMain(running, async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  await runSystem(settings, running, async () => {
    await ensureBuild();
    process.env['BODY_SIZE_LIMIT'] ??= LARGEST_FORM;
    process.env['NODE_ENV'] ??= 'production';
    const { handler } = (await import(pathToFileURL(resolve('build/handler.js')).href)) as {
      handler: Handler;
    };
    return handler;
  });
});
