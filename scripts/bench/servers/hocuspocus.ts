/** Bare Hocuspocus: `flushDelay` 0, nobody is checked and nothing is stored. `STATE` is a file its documents begin with. */
import { readFileSync } from 'node:fs';
import { Server } from '@hocuspocus/server';
import * as Y from 'yjs';
import { reportTo } from './report.ts';

const { STATE } = process.env;
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  flushDelay: 0,
  onLoadDocument: async ({ document }) => {
    if (STATE) Y.applyUpdate(document, readFileSync(STATE));
  },
});
await server.listen();
reportTo({ port: server.address.port });
