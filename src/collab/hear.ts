import type { Logger } from 'pino';
import type { Retelling } from './lately.ts';
import type { Message } from './listen.ts';
import type { Materialiser } from './materialise.ts';
import type { Participant } from './participant.ts';
import type { Reauthorize } from './reauthorize.ts';
import { discussionTold, documentTold } from './stateless.ts';

interface Parts {
  retell: Retelling;
  materialise: Materialiser;
  reauthorize: Reauthorize;
  log: Logger;
}

/** What is done about each message of the database's channel. */
export function hearing({ retell, materialise, reauthorize, log }: Parts) {
  const fail = (what: string) => (error: unknown) => log.error({ err: error }, what);

  return function heard(message: Message): void {
    switch (message.kind) {
      case 'materialise':
        materialise.document(message.document).catch(fail('texts could not be written down'));
        break;
      case 'discussion':
        retell.tell(discussionTold(message));
        break;
      case 'document':
        retell.tell(documentTold(message.document));
        break;
      case 'access': {
        const concerns = ({ personId, documentId }: Participant) =>
          (!message.person || message.person === personId) &&
          (!message.document || message.document === documentId);
        // Writing is not all that goes with a function: what else they may do, their pages read again. Of a document's
        // own rights it is told with its stage or its chapters.
        const retold = () => (message.person ? retell.tell({ type: 'document', concerns }) : undefined);
        void reauthorize.those(concerns).then(retold);
        break;
      }
      case 'signed_out':
        void reauthorize.those(
          ({ personId, sessionId }) =>
            personId === message.person && (!message.session || message.session === sessionId),
        );
        break;
    }
  };
}
