import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Sees to it that the tests of several servers find a Redis: the system's, or Debian's package when we are root. Where
 * that was tried and failed, and in continuous integration, they fail; elsewhere they are reported as skipped.
 */
export function ensureRedis(): void {
  const found = () => spawnSync('redis-server', ['--version']).status === 0;
  if (found() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('No Redis found: installing one.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'redis-server'], {
      stdio: 'ignore',
      env,
    });
  } catch {
    console.log('No Redis could be installed.');
    process.env.REDIS_WANTED = '1';
  }
}
