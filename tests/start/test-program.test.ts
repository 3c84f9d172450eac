import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runToEnd } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'concierta-chromium-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Something by the name of a browser that is none. */
function stub(): string {
  const path = join(folder, 'chromium');
  writeFileSync(path, '#!/bin/sh\nexit 1\n');
  chmodSync(path, 0o755);
  return path;
}

describe('npm test counts a step that could not begin, and ends with the count', () => {
  test.each([
    ['names nothing', () => '/nonexistent', 'and there is nothing there.'],
    ['does not run', stub, 'which does not run: it gives no version.'],
  ])('a browser that %s', async (_title, place, why) => {
    const path = place();
    const { code, output } = await runToEnd(['scripts/launch.mjs', 'test', 'journeys'], {
      CHROMIUM_PATH: path,
    });
    expect(code).toBe(1);
    const sentence = `journeys: CHROMIUM_PATH names ${path}, ${why}`;
    expect(output.split('\n').slice(-5)).toEqual(['', 'Failed:', `  ${sentence}`, '', '0 passed, 1 failed']);
  });
});
