import { untrack } from 'svelte';
import type { PresentPerson } from '#lib/domain/collab-notice.ts';
import { OUT } from './sent-out.ts';
import { hasUnsent, saveState, type SaveFacts } from './save-state.ts';

/** What the server last said about writing in this chapter; null until it has said something. */
export interface LiveAccess {
  canEdit: boolean;
  reason: string | null;
}

const BEFORE: SaveFacts = {
  connection: 'connecting',
  synced: false,
  unsent: 0,
  inTabAlone: false,
  savedAt: null,
  offline: false,
  filtered: false,
  stopped: null,
  trouble: null,
};

/** What of a loaded page says which chapter is open. */
interface Loaded {
  document: { id: string };
  chapters: readonly { id: string }[];
  chapter: { id: string } | null;
  contentHtml: string;
}

/**
 * What the open chapter's connection knows, for the parts of the page that show it. The page makes one and hands it to
 * ChapterEditor, which fills it, and to SaveState and PeopleHere, which read it.
 */
export class LiveChapter {
  facts = $state<SaveFacts>({ ...BEFORE });
  people = $state.raw<readonly PresentPerson[]>([]);
  /** Who has the chapter open without touching it, by person id. */
  idle = $state.raw<readonly string[]>([]);
  /** Whose caret stands in the text, by person id. */
  carets = $state.raw<readonly string[]>([]);
  /** Whose caret is followed; null: nobody's. */
  following = $state<string | null>(null);
  /** Brings a person's caret into view; the editor's, while one is open. */
  goTo: ((personId: string) => void) | null = $state.raw(null);
  access = $state<LiveAccess | null>(null);
  /** They were sent out, and read what stands there and nothing more. */
  out = $derived(OUT.has(this.access?.reason ?? null));
  /** How many times words of this chapter were refused that their author has not dismissed yet. */
  refused = $state(0);
  /** Words are on this device alone that are sent as soon as they can be. */
  waiting = $derived(hasUnsent(saveState(this.facts)));
  /** Closing the chapter now would leave words behind that only this device has. */
  unsent = $derived(this.waiting || this.refused > 0);
  save = $derived(saveState(this.facts, this.refused));
  /** What else would be lost with the page, in a sentence; the page says, because it knows what stands beside the text. */
  beside: () => string | null = () => null;
  #open: { document: string; chapter: { id: string } } | null = null;
  #released = $state(0);

  /**
   * What the page was loaded with, and of it the chapter that is open. While words of it are on this device alone, a chapter stays
   * open that was taken out of the document, until its reader asks for another one.
   * @param address may ask for a chapter
   */
  atHand<Data extends Loaded>(data: Data, address: URL): Data {
    void this.#released;
    const asked = address.searchParams.get('capitulo');
    const { document, chapter, chapters } = data;
    const open = this.#open?.document === document.id ? (this.#open.chapter as typeof chapter) : null;
    const stays = open && open.id !== chapter?.id && asked !== chapter?.id && untrack(() => this.unsent);
    if (stays) {
      return { ...data, contentHtml: '', chapter: chapters.find(({ id }) => id === open.id) ?? open };
    }
    this.#open = chapter && { document: document.id, chapter };
    return data;
  }

  /** Its words have been dismissed: a chapter that is gone need not stay open any longer. */
  release(): void {
    this.#open = null;
    this.refused = 0;
    this.#released += 1;
  }

  /** Another chapter: nothing is known about it yet. Who is in the document stays known. */
  restart(): void {
    this.facts = { ...BEFORE };
    this.access = null;
    this.idle = [];
    this.carets = [];
    this.following = null;
  }
}
