import { setTimeout as pause } from 'node:timers/promises';
import type { beforeSyncPayload, Hocuspocus } from '@hocuspocus/server';
import type { Logger } from 'pino';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { chapterIdOf, CloseCode } from '#lib/domain/collaboration.ts';
import type { Allowances } from './allowances.ts';
import type { AppendLog } from './append-log.ts';
import type { LiveChapter } from './chapters.ts';
import type { Written } from './database.ts';
import { inspectUpdate, type Novelty } from './inspect-update.ts';
import { inTime } from './in-time.ts';
import type { Limits } from './limits.ts';
import type { Participant, SocketContext } from './participant.ts';
import { Patience } from './patience.ts';
import { Refusal } from './refusal.ts';
import type { Socket } from './socket.ts';
import { turns } from './turns.ts';

const SYNC_STEP_1 = 0;

/**
 * Yjs client ids that somebody may say to have of a text beside those that it knows: pages that never wrote, or of which
 * the news is on its way here from another server. They are read in milliseconds.
 */
const UNKNOWN_CLIENTS = 40_000;

type Message = beforeSyncPayload<SocketContext>;

interface Parts {
  hocuspocus: () => Hocuspocus;
  live: ReadonlyMap<string, LiveChapter>;
  appends: AppendLog;
  /** Called when a chapter's log has grown, with its last entry. */
  grown: (chapterId: string, head: number) => void;
  allowed: Allowances;
  limits: Pick<Limits, 'appendMs' | 'chapterBytes'>;
  log: Logger;
}

/** Codes that refuse an edit itself: its author's device does not send it again. */
const FOR_GOOD: ReadonlySet<CloseCode> = new Set([
  CloseCode.changeRefused,
  CloseCode.malformed,
  CloseCode.tooLarge,
  CloseCode.chapterFull,
]);

const chapterFull = () => new Refusal(CloseCode.chapterFull, 'chapter_full');
const foreign = () => new Refusal(CloseCode.changeRefused, 'foreign_client');

/** What is known as another's need not be asked about; whose the others are is decided where they are written. */
function refuseForeign(chapter: LiveChapter, personId: string, clientIds: readonly number[]): void {
  for (const clientId of clientIds) {
    const owner = chapter.owners.get(clientId);
    if (owner !== undefined && owner !== personId) throw foreign();
  }
}

/** Says that an edit is refused; for when the log has nothing by which it might be judged otherwise. */
type Refuse = () => void;

function refusedForGood(error: unknown): Refuse {
  if (!(error instanceof Refusal && FOR_GOOD.has(error.code))) throw error;
  return () => {
    throw error;
  };
}

/** A state vector begins with how many clients it counts; with ever more of them, reading it would hold up everybody. */
function checkVector(vector: Uint8Array, { store }: Y.Doc): void {
  const count = vector.length ? decoding.readVarUint(decoding.createDecoder(vector)) : Infinity;
  if (count > store.clients.size + UNKNOWN_CLIENTS) throw new Refusal(CloseCode.outOfStep, 'unknown_clients');
}

/** From now on the socket reads only, and is told why. Hocuspocus then answers what it sends with "not applied". */
function makeReadOnly(socket: Socket, reason: string): void {
  socket.participant!.canEdit = false;
  socket.participant!.reason = reason;
  socket.connection!.readOnly = true;
  socket.notify({ type: 'access', canEdit: false, reason });
}

/**
 * The durable append log's door. Hocuspocus awaits this hook for every sync message and only when it resolves applies
 * the update, acknowledges it and sends it on (MessageReceiver.readSyncMessage). So here an update is judged, written
 * to the chapter's log and committed; what cannot be written is not acknowledged and the socket is closed: the client
 * keeps the change and sends it again.
 */
export function durable({ hocuspocus, live, appends, grown, allowed, limits, log }: Parts) {
  /** Memory takes what is on disk, even if this connection's document was unloaded or frozen meanwhile. */
  async function applyAnyway(name: string, update: Uint8Array, origin: unknown): Promise<void> {
    const server = hocuspocus();
    const document =
      server.documents.get(name) ?? (await server.loadingDocuments.get(name)?.catch(() => null));
    if (document) Y.applyUpdate(document, update, origin);
  }

  /** What nobody thought of is not let in either. */
  function judge(update: Uint8Array, document: Y.Doc, { chapterId, personId }: Participant): Novelty {
    const patience = new Patience();
    try {
      return inspectUpdate(update, document, patience);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      log.error({ chapter: chapterId, err: error }, 'an update cannot be judged');
      throw new Refusal(CloseCode.malformed, 'malformed_update');
    } finally {
      allowed.searched(personId, patience.spent);
    }
  }

  /**
   * Whether the log had more than this. Who comes from another server brings what they read there, and memory may be
   * behind it for as long as news gets lost: by memory alone, others' words that it lacks would be theirs.
   */
  async function hadMore(chapter: LiveChapter, head: number): Promise<boolean> {
    try {
      await inTime(chapter.newest(), limits.appendMs);
    } catch (error) {
      log.warn({ chapter: chapter.chapterId, err: error }, 'not judged, not acknowledged');
      throw new Refusal(CloseCode.notStored, 'not_stored');
    }
    return chapter.head > head;
  }

  let messages = 0;
  const { before, take } = turns();

  /** Judges an update, and writes it down. @returns what to answer if the log has no more than it was judged by */
  async function attempt(message: Message, chapter: LiveChapter): Promise<Refuse | undefined> {
    const { connection, context, document, documentName, payload: update } = message;
    const { socket } = context;
    const person = socket.participant!;
    connection.readOnly = !person.canEdit;

    const { personId, signedInAt, sessionId } = person;
    const pay = () => allowed.owesSearches(personId) && allowed.paySearches(personId, socket);
    const ask = () => judge(update, document, person);
    await pay();
    let novelty = ask();
    // Client 0 signs deletions, which are nobody's own.
    const idsOf = () => novelty.parts.map((part) => part.clientId).filter((clientId) => clientId !== 0);
    for (let turn = before(chapter, socket, idsOf()); turn; turn = before(chapter, socket, idsOf())) {
      await turn;
      await pay();
      novelty = ask();
    }
    const { parts } = novelty;
    if (!parts.length) return undefined;
    if (!person.canEdit) {
      return () => socket.notify({ type: 'refused', reason: person.reason ?? 'not_allowed' });
    }

    const clientIds = idsOf();
    refuseForeign(chapter, personId, clientIds);
    const change = { ...novelty, bytes: parts.reduce((sum, { payload }) => sum + payload.length, 0) };
    const room = chapter.weight.roomFor(change, limits.chapterBytes);
    if (room === 'no') throw chapterFull();
    if (room === 'later') {
      const wait = chapter.weight.measuredIn();
      socket.hold(wait);
      await pause(wait, undefined, { ref: false });
      return attempt(message, chapter);
    }
    // One that is known as theirs counted when it became so.
    const added = clientIds.filter(
      (clientId) => !document.store.clients.has(clientId) && !chapter.owners.has(clientId),
    );
    const takeClientsBack = allowed.addClients(chapter.chapterId, personId, added.length);
    const weighed = chapter.weight.add(change);
    const takeBack = () => {
      takeClientsBack();
      weighed(false);
    };
    const number = (messages = (messages + 1) % 2 ** 31);
    let written: Written[];
    const end = take(chapter, socket, clientIds);
    try {
      written = await appends.append(
        chapter.chapterId,
        parts.map((part) => ({ ...part, personId, signedInAt, sessionId, message: number })),
      );
    } catch (error) {
      log.error({ chapter: chapter.chapterId, err: error }, 'not stored, not acknowledged');
      takeBack();
      chapter.doubt();
      throw new Refusal(CloseCode.notStored, 'not_stored');
    } finally {
      end();
    }
    const refusal = written.find((entry) => entry.refusal !== null)?.refusal;
    if (refusal) takeBack();
    if (refusal === 'foreign_client') throw foreign();
    if (refusal === 'signed_out') throw new Refusal(CloseCode.signedOut, 'signed_out');
    if (refusal) return () => makeReadOnly(socket, refusal);
    weighed(true);
    for (const clientId of clientIds) chapter.owners.set(clientId, personId);
    chapter.wrote(written.map((entry) => entry.seq!));
    grown(chapter.chapterId, written.at(-1)!.seq!);
    // What is on disk is applied and acknowledged, though the right to write ended while it was being written. The
    // messages of a connection come one after the other: the next is judged by what its person may do then.
    connection.readOnly = false;
    if (hocuspocus().documents.get(documentName) !== document) {
      await applyAnyway(documentName, update, { source: 'local', skipStoreHooks: true });
    }
    return undefined;
  }

  return async function beforeSync(message: Message): Promise<void> {
    const { context, documentName, type } = message;
    if (type === SYNC_STEP_1) return checkVector(message.payload, message.document);
    const chapter = live.get(documentName);
    if (!context.socket.participant || !chapter || chapter.chapterId !== chapterIdOf(documentName)) {
      throw new Refusal(CloseCode.outOfStep, 'not_open');
    }
    const { head } = chapter;
    let refuse = await attempt(message, chapter).catch(refusedForGood);
    if (refuse && (await hadMore(chapter, head))) {
      refuse = await attempt(message, chapter).catch(refusedForGood);
    }
    refuse?.();
  };
}
