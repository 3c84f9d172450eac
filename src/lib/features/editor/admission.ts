import type { ChapterSocket } from './chapter-socket.ts';
import type { Told } from './contract.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { LookAgain } from './look-again.ts';
import { type Asking, requestTicket, type TicketRefusal } from './request-ticket.ts';
import { READ_ONLY, SENT_OUT } from './sent-out.ts';
import type { UnsentEdits } from './unsent-edits.ts';

const BACK_MS = 2_000;

interface Options extends Asking {
  live: LiveChapter;
  socket: ChapterSocket;
  store: UnsentEdits;
  /** Aborted when the chapter is left. */
  over: AbortSignal;
  tell: (facts: Partial<LiveChapter['facts']>) => void;
  ontold: (what: Told) => void;
  /** A pass that was asked for while the editor was loading; for the first connection. */
  pass?: ReturnType<typeof requestTicket> | undefined;
}

/** Who may come into a chapter: shows the passes, stays out when sent out, and comes back once one may. */
export class Admission {
  readonly #options: Options;
  readonly #looking: LookAgain;
  #pass: Options['pass'];

  constructor(options: Options) {
    this.#options = options;
    this.#pass = options.pass;
    this.#looking = new LookAgain(() => this.#look(), options.over);
  }

  /** A pass for the connection that has just been opened. @throws when there is none */
  async ticket(): Promise<string> {
    const answer = await this.#nextPass();
    if (typeof answer === 'string') return answer;
    if (answer.stopped) this.stop(answer.stopped);
    else this.#options.socket.drop();
    throw new Error('no pass');
  }

  /** Signed out elsewhere, or no longer a reader: who gives the passes knows which. */
  async sentOut(): Promise<void> {
    this.#options.socket.stop();
    const answer = await this.#nextPass();
    if (typeof answer !== 'string' && answer.stopped) return this.stop(answer.stopped);
    // They may come in, or nobody can say now.
    setTimeout(() => this.#comeBack(answer), BACK_MS);
  }

  /** Stays out, and says why. */
  stop(reason: string): void {
    const { live, socket, store, over, tell, ontold } = this.#options;
    if (over.aborted) return;
    socket.stop();
    const known = live.facts.stopped === reason;
    tell({ stopped: reason });
    const readOnly = READ_ONLY[reason];
    if (readOnly) live.access = { canEdit: false, reason: readOnly };
    if (reason === 'another_person') store.leave();
    // The page's list of chapters is older than that.
    if (reason === 'chapter_removed' && !known) ontold('document');
    if (SENT_OUT.has(reason)) this.#looking.begin();
  }

  /** In another tab of this browser: the next person at it must find nothing of this one's. */
  signedOutHere(): void {
    this.#options.store.leave();
    this.stop('not_signed_in');
    this.#options.live.access = { canEdit: false, reason: 'signed_out_here' };
  }

  #nextPass(): ReturnType<typeof requestTicket> {
    const pass = this.#pass;
    this.#pass = undefined;
    return pass ?? requestTicket(this.#options);
  }

  #comeBack(answer: string | TicketRefusal): void {
    const { live, socket, store, over, tell, ontold } = this.#options;
    if (over.aborted) return;
    // A pass that was given is the next connection's: of unused ones nobody has more than a hundred.
    if (typeof answer === 'string') this.#pass = Promise.resolve(answer);
    if (live.facts.stopped === 'chapter_removed') ontold('document');
    live.access = null;
    store.comeBack();
    tell({ stopped: null, connection: 'connecting' });
    socket.resume();
  }

  /** Whether there is no more to look for: who was sent out may come in, or has come in. */
  async #look(): Promise<boolean> {
    const isOut = () => SENT_OUT.has(this.#options.live.facts.stopped);
    if (!isOut()) return true;
    const answer = await requestTicket(this.#options);
    if (!isOut()) return true;
    if (typeof answer === 'string') this.#comeBack(answer);
    else if (answer.stopped) this.stop(answer.stopped);
    return typeof answer === 'string';
  }
}
