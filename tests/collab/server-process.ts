import { queryObjects } from 'node:v8';
import { Document } from '@hocuspocus/server';
import { pino } from 'pino';
import { serveCollab } from '#collab/serve.ts';

/**
 * The server as a process of its own, so that a test can kill it, stop it as a deployment does, and see what it takes.
 * Says its port when it is open; answers `measure` with what it holds after everything that can be freed was.
 */
const server = await serveCollab({
  port: 0,
  databaseUrl: process.env.COLLAB_DATABASE_URL!,
  allowedOrigins: [process.env.ORIGIN!],
  log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination(2)),
  redisUrl: process.env.REDIS_URL,
  limits: JSON.parse(process.env.LIMITS ?? '{}'),
});
process.stdout.write(`${server.port}\n`);

process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));

process.on('message', () => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
  const living = queryObjects(Document, { format: 'count' });
  process.send!({ heapUsed, rss, arrayBuffers, living, health: server.health() });
});
process.on('disconnect', () => process.exit(0));
