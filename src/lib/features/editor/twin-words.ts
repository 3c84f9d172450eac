import * as Y from 'yjs';
import { mineGoes, type Standing } from './whose-goes.ts';

/** So many letters that two people put in the same place come from one place, too: nobody types that alike. */
const LEAST = 12;
/** Of so many of one's own last acts a twin may still be on its way. */
const MOST = 50;

/** Letters that somebody put into a text in one go. */
interface Run {
  text: Y.XmlText;
  client: number;
  from: number;
  to: number;
  words: string;
  /** What they were put between. */
  left: Y.ID | null;
  right: Y.ID | null;
}

const isSame = (one: Y.ID | null, other: Y.ID | null) => Y.compareIDs(one, other);

/** What stands of some of a text's items, those together that were made one after the other and stand side by side. */
function runsIn(text: Y.XmlText, isMeant: (id: Y.ID) => boolean): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue;
    const { id, length, content, origin: left, rightOrigin: right } = item;
    const { client, clock } = id;
    if (!isMeant(id)) run = undefined;
    else {
      if (run?.client !== client || run.to !== clock) {
        run = { text, client, from: clock, to: clock, words: '', left, right };
        runs.push(run);
      }
      run.to = clock + length;
      if (content instanceof Y.ContentString) run.words += content.str;
    }
  }
  return runs;
}

const changedTexts = ({ changed }: Y.Transaction): Y.XmlText[] =>
  [...(changed.keys() as Iterable<unknown>)].filter(
    (type): type is Y.XmlText => type instanceof Y.XmlText && !type._item!.deleted,
  );

/** Whether words were put right before others: by somebody who had seen these. */
const isBefore = ({ right }: Run, { client, from, to }: Run) =>
  right?.client === client && right.clock >= from && right.clock < to;

const isTwin = (one: Run, other: Run) =>
  one.client !== other.client &&
  isSame(one.left, other.left) &&
  other.words.startsWith(one.words) &&
  !isBefore(one, other) &&
  !isBefore(other, one);

/** Yjs puts what comes back before what it has been; what somebody else has brought back stands there already. */
const isBackAlready = (one: Run, other: Run) =>
  one.words === other.words &&
  isSame(one.right, other.right) &&
  (isSame(one.left, other.left) || isSame(one.left, Y.createID(other.client, other.to - 1)));

/** Takes letters out, if all of them stand and nobody has written between them. */
function takeOut({ text, client, from, to, words }: Run): void {
  let [index, at, count] = [0, 0, 0];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let each = 0; each < item.length; each += 1, index += 1) {
      const clock = item.id.clock + each;
      if (item.id.client !== client || clock < from || clock >= to) continue;
      if (count === 0) at = index;
      if (index !== at + count) return;
      count += 1;
    }
  }
  if (count === words.length) text.delete(at, count);
}

/**
 * Keeps one of two copies of words (docs/adr/0013-what-goes-down-with-a-paragraph.md): two people who join the same
 * paragraph to the one before without having seen that the other did put its words there twice, and two who both bring
 * back what both had deleted do, too. Which one goes, whose-goes.ts says; of what has come back already, the second.
 */
export class TwinWords {
  readonly #ydoc: Y.Doc;
  readonly #standing: Standing;
  #own: (Run & { isUndone: boolean })[] = [];

  /** @param server the origin of transactions with what comes from the server */
  constructor(ydoc: Y.Doc, server: unknown, standing: Standing) {
    this.#ydoc = ydoc;
    this.#standing = standing;
    ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== server) this.#remember(transaction);
      else if (standing.mayWrite()) this.#arrived(transaction);
    });
  }

  #remember(transaction: Y.Transaction): void {
    const { origin, beforeState, afterState } = transaction;
    const own = this.#ydoc.clientID;
    const from = beforeState.get(own) ?? 0;
    const isUndone = origin instanceof Y.UndoManager;
    if (origin === this || (afterState.get(own) ?? 0) - from < (isUndone ? 1 : LEAST)) return;
    for (const text of changedTexts(transaction)) {
      const runs = runsIn(text, ({ client, clock }) => client === own && clock >= from).filter(
        ({ words }) => words.trim().length >= (isUndone ? 1 : LEAST),
      );
      this.#own.push(...runs.map((run) => ({ ...run, isUndone })));
      if (isUndone) this.#takeOut(runs, ({ client }) => client !== own, isBackAlready);
    }
    this.#own = this.#own.slice(-MOST);
  }

  #arrived({ changed, beforeState }: Y.Transaction): void {
    const own = this.#ydoc.clientID;
    const runs = this.#own.filter(({ text }) => changed.has(text as never) && !text._item!.deleted);
    if (!runs.length) return;
    const isNew = ({ client, clock }: Y.ID) => client !== own && clock >= (beforeState.get(client) ?? 0);
    this.#takeOut(runs, isNew, (one, other) => {
      const isCopy = one.isUndone ? isBackAlready : isTwin;
      return isCopy(one, other) && mineGoes(Y.createID(own, one.from), other.client, this.#standing);
    });
  }

  /** Takes out those of one's own runs of which the same stands among some of a text's items. */
  #takeOut<R extends Run>(
    runs: readonly R[],
    isMeant: (id: Y.ID) => boolean,
    isCopy: (one: R, other: Run) => boolean,
  ): void {
    const gone = runs.filter((one) => runsIn(one.text, isMeant).some((other) => isCopy(one, other)));
    if (gone.length) this.#ydoc.transact(() => gone.forEach(takeOut), this);
  }
}

/** The same for what an earlier visit had put in: within the transaction that takes it in, so that nobody sees it. */
export function takeOutReplayedWords(transaction: Y.Transaction): void {
  const isNew = ({ client, clock }: Y.ID) => clock >= (transaction.beforeState.get(client) ?? 0);
  for (const text of changedTexts(transaction)) {
    const standing = runsIn(text, (id) => !isNew(id));
    runsIn(text, isNew)
      .filter((one) => one.words.trim().length >= LEAST && standing.some((other) => isTwin(one, other)))
      .forEach(takeOut);
  }
}
