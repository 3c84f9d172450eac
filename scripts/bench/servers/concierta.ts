/** Our collaboration server with everything on: passes, rights, the durable log, checks of updates and presence. */
import { pino } from 'pino';
import { serveCollab } from '#collab/serve.ts';
import { reportTo } from './report.ts';

const { port } = await serveCollab({
  port: 0,
  databaseUrl: process.env.COLLAB_DATABASE_URL ?? '',
  allowedOrigins: ['http://localhost'],
  log: pino({ level: 'warn' }),
  // The whole crowd comes from this machine.
  limits: { unauthenticatedPerNetwork: 500 },
});
reportTo({ port });
