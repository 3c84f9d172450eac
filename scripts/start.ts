/** `npm start`: the whole system in one process, or one program of it against a real Supabase (ROLE). */
import { openBuiltWeb } from './run/open-web.ts';
import { readSettings } from './run/settings.ts';
import { Running, runMain } from './run/stop.ts';
import { runSystem } from './run/system.ts';

const running = new Running();
running.stopOnSignals();
await runMain(running, async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  await runSystem(settings, running, openBuiltWeb);
});
