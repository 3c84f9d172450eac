import { pino } from 'pino';
import { serveCollab } from '#collab/serve.ts';

/** The server as a process of its own, so that a test can kill it. Says its port when it is open. */
const { port } = await serveCollab({
  port: 0,
  databaseUrl: process.env.COLLAB_DATABASE_URL!,
  allowedOrigins: [process.env.ORIGIN!],
  log: pino({ level: 'silent' }),
  redisUrl: process.env.REDIS_URL,
});
process.stdout.write(`${port}\n`);
