import type { Logger } from 'pino';
import type { Message } from './listen.ts';
import type { Materialiser } from './materialise.ts';
import type { Reauthorize } from './reauthorize.ts';
import type { Sockets } from './sockets.ts';
import { tellDiscussion, tellDocument } from './stateless.ts';

interface Parts {
  sockets: Sockets;
  materialise: Materialiser;
  reauthorize: Reauthorize;
  log: Logger;
}

/** What is done about each message of the database's channel. */
export function hearing({ sockets, materialise, reauthorize, log }: Parts) {
  const fail = (what: string) => (error: unknown) => log.error({ err: error }, what);

  return function heard(message: Message): void {
    switch (message.kind) {
      case 'materialise':
        materialise.document(message.document).catch(fail('texts could not be written down'));
        break;
      case 'discussion':
        tellDiscussion(sockets, message);
        break;
      case 'document':
        tellDocument(sockets, message.document);
        break;
      case 'access':
        void reauthorize
          .those(
            ({ personId, documentId }) =>
              (!message.person || message.person === personId) &&
              (!message.document || message.document === documentId),
          )
          // Writing is not all that goes with a function: what else they may do, their pages read again. Of a document's
          // own rights it is told with its stage or its chapters.
          .then((sockets) => {
            if (message.person) for (const socket of sockets) socket.notify({ type: 'document' });
          });
        break;
      case 'signed_out':
        void reauthorize.those(
          ({ personId, sessionId }) =>
            personId === message.person && (!message.session || message.session === sessionId),
        );
        break;
    }
  };
}
