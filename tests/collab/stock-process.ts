/** The control arm: Hocuspocus as it comes, which stores a document some time after its last edit. Says its port. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from '@hocuspocus/server';
import * as Y from 'yjs';

const file = process.env.STATE_FILE!;
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  onLoadDocument: async ({ document }) => {
    try {
      Y.applyUpdate(document, readFileSync(file));
    } catch {
      // The first time there is nothing yet.
    }
  },
  onStoreDocument: async ({ document }) => writeFileSync(file, Y.encodeStateAsUpdate(document)),
});
await server.listen();
process.stdout.write(`${server.address.port}\n`);
