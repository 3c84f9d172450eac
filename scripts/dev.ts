/** `npm run dev`: as `npm start`, with Vite in place of the build; its reloads go over the same port. */
import { createServer } from 'vite';
import type { Handler } from './run/server.ts';
import { readSettings } from './run/settings.ts';
import { Running, runMain } from './run/stop.ts';

const running = new Running();
running.stopOnSignals();
await runMain(running, async () => {
  const settings = readSettings(process.env, process.argv.slice(2));
  // Only now: the log opens with LOG_LEVEL as it is loaded.
  const { runSystem } = await import('./run/system.ts');
  await runSystem(settings, running, async (door) => {
    const vite = await createServer({
      server: { middlewareMode: true, hmr: { server: door.server } },
      appType: 'custom',
    });
    running.add('Vite', () => vite.close());
    return vite.middlewares as unknown as Handler;
  });
});
