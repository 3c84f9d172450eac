import { afterEach, expect, test } from 'vitest';
import { newWorld } from './setup.ts';
import { closeTabs, openTab } from './tab.ts';
import { ORIGIN, pause, until, webSocketFrom, wordsInLog } from './visitor.ts';

const here = newWorld();
afterEach(closeTabs);

const KEY_MS = 120;

for (const way of ['websocket', 'http'] as const) {
  test(`case 20/28: whoever types while the connection comes back is back at once, with every key (${way})`, async () => {
    const { world } = here;
    const chapter = await world.addChapter();
    const { socket, provider, edits, closes, known, unsentInStep, text } = await openTab(here, chapter, {
      filtered: way === 'http',
    });
    const type = (key: string) => text.insert(text.length, key);
    const saved = () => until(() => edits.unsent === 0, 'saved');
    await saved();
    for (let time = 1; time <= 3; time += 1) {
      socket.stop();
      await until(() => closes.length > 0, 'gone');
      type(`${time}:`);
      closes.length = 0;
      socket.resume();
      let typed = 0;
      const typing = setInterval(() => type(String((typed += 1) % 10)), KEY_MS);
      try {
        await until(() => provider.synced, 'back in step');
        expect(unsentInStep.at(-1), 'what is left to the difference is unsent').toBeGreaterThanOrEqual(typed);
        await pause(5 * KEY_MS);
      } finally {
        clearInterval(typing);
      }
      expect(typed).toBeGreaterThan(4);
      expect(closes).toEqual([]);
      await saved();
      expect(await wordsInLog(world, chapter)).toBe(text.toString());
      expect(text.toString()).toMatch(new RegExp(`${time}:1234`));
    }
    expect(new Set(known)).toEqual(new Set([way === 'http']));
  });
}

test('case 26: a tab that came back over HTTP from a restart changes over to a WebSocket, and blames no network', async () => {
  const { world } = here;
  const chapter = await world.addChapter();
  const ways: string[] = [];
  // A port at which nobody listens: the server is away at the first two attempts.
  const sockets = class extends webSocketFrom(ORIGIN) {
    constructor(url: string) {
      super(ways.push('websocket') > 2 ? url : 'ws://127.0.0.1:9/collab');
    }
  };
  const { provider, edits, closes, known, text } = await openTab(here, chapter, {
    sockets: sockets as unknown as typeof WebSocket,
  });
  expect(ways).toHaveLength(2);
  closes.length = 0;
  text.insert(0, 'Por HTTP. ');
  await until(() => closes.length > 0, 'it makes room');
  text.insert(text.length, 'Mientras cambia. ');
  await until(() => provider.synced && edits.unsent === 0, 'saved');
  expect(closes).toEqual(['1000 ']);
  expect(provider.configuration.websocketProvider.webSocket).toBeInstanceOf(sockets);
  expect(known).not.toContain(true);
  expect(await wordsInLog(world, chapter)).toBe('Por HTTP. Mientras cambia. ');
});
