import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildSources } from '../../scripts/run/build-web.ts';

// A file that the build writes and that counts among its sources has every first start build once more at the second.
// Git is who knows what is of the repository; a copy without it has nothing to ask.
test.skipIf(!existsSync('.git'))(
  'what asks for a new build is in the repository, and nothing that a build makes',
  () => {
    const files = buildSources();
    expect(files).toEqual(
      expect.arrayContaining(['src/app.html', 'project.inlang/settings.json', 'messages/es/editor.json']),
    );
    const { stdout, stderr } = spawnSync('git', ['check-ignore', '--stdin'], {
      input: files.join('\n'),
      encoding: 'utf8',
      // Also in a checkout that somebody else made.
      env: {
        ...process.env,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
      },
    });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  },
);
