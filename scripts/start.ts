/** `npm start`: the whole system in one process, or one program of it against a real Supabase (ROLE). */
import { openBuiltWeb } from './run/open-web.ts';
import { readSettings } from './run/settings.ts';
import { Running, runMain } from './run/stop.ts';

const running = new Running();
running.stopOnSignals();
await runMain(running, async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  // Only now: the log opens with LOG_LEVEL as it is loaded.
  const { runSystem } = await import('./run/system.ts');
  await runSystem(settings, running, openBuiltWeb);
});
