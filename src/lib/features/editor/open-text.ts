import type { Editor } from '@tiptap/core';
import { createAnchor, isTooLong } from '#lib/manuscript/anchors.ts';
import type { Content } from '#lib/manuscript/content.ts';
import type { Fault } from '#lib/manuscript/soundness.ts';
import { nameCaret, revealCaret } from './caret.ts';
import { liveTextOf, passageOf, passagesAt, showAnnotations } from './annotations.ts';
import type { ChapterSession } from './chapter-session.ts';
import type { Annotation, Places, Selected, Unfit } from './contract.ts';
import { guardText } from './guard-text.ts';
import { makeEditor } from './make-editor.ts';
import { readCaret } from './read-caret.ts';
import { waitForLetter } from './wait-for-letter.ts';

export { ChapterSession } from './chapter-session.ts';
export { notesOf, type NoteInText } from './footnote-calls.ts';
export { faultOf } from '#lib/manuscript/soundness.ts';

type EditorOptions = Omit<Parameters<typeof makeEditor>[0], 'session' | 'onpress' | 'onannotations'>;

interface Options extends EditorOptions {
  session: ChapterSession;
  onactivate: (id: string | null) => void;
  /** Something changed: the text, the selection, what is active in it. */
  onchange: () => void;
  onplaced: () => void;
  /** Somebody else's caret moved. */
  onmoved: (personId: string) => void;
  /** Something arrived that the editor would have destroyed. It is gone; what stands here is the session alone. */
  onfault: (fault: Fault) => void;
}

/** A chapter's text on the page: the editor, and the passages drawn over it. All of the editor's weight hangs here. */
export class OpenText {
  readonly session: ChapterSession;
  readonly editor: Editor;
  readonly #unguard: () => void;
  readonly #unwait: () => void;
  readonly #moved: (changed: { updated: number[] }) => void;

  constructor({ onactivate, onchange, onplaced, onmoved, onfault, ...options }: Options) {
    this.session = options.session;
    this.#unguard = guardText(this.session.ydoc, (fault) => {
      this.shut();
      onfault(fault);
    });
    this.editor = makeEditor({
      ...options,
      onannotations: onplaced,
      onpress: (position) => onactivate(passagesAt(this.editor.state, position)[0] ?? null),
    });
    this.#unwait = waitForLetter(this.editor.view, this.session.line);
    this.session.line.before = () => readCaret(this.editor);
    this.editor.on('transaction', ({ transaction }) => {
      onchange();
      if (transaction.docChanged) onplaced();
    });
    const { awareness } = this.session.provider;
    this.#moved = ({ updated }) => {
      for (const client of updated) {
        const user = awareness?.getStates().get(client)?.user as { personId?: string } | undefined;
        if (!user?.personId) continue;
        nameCaret(this.#view.dom, user.personId);
        onmoved(user.personId);
      }
    };
    awareness?.on('change', this.#moved);
    this.editor.on('focus', onchange);
    this.editor.on('blur', onchange);
  }

  get #view() {
    return this.editor.view;
  }

  /** The selected passage, ready to be kept; or why what is selected, if anything is, cannot be commented on. */
  selected(): Selected | Unfit {
    const { doc, selection } = this.editor.state;
    const { from, to, empty } = selection;
    const anchor = empty ? null : createAnchor(doc, from, to, liveTextOf(this.editor.state));
    if (anchor) return { anchor, quote: anchor.quote.exact };
    return isTooLong(doc, from, to) ? 'too_long' : 'nothing';
  }

  /** Where a button about the selection may stand, in pixels of the window; null without a selection. */
  selectionEnd(): { left: number; top: number } | null {
    const { empty, to, from } = this.editor.state.selection;
    if (empty || this.editor.state.doc.textBetween(from, to, ' ').trim() === '') return null;
    const { left, bottom } = this.#view.coordsAtPos(to, -1);
    return { left, top: bottom };
  }

  show(annotations: readonly Annotation[], active: string | null): void {
    showAnnotations(this.#view, annotations, active);
  }

  places(annotations: readonly Annotation[]): Places {
    return new Map(
      annotations.map(({ id }) => {
        const passage = passageOf(this.editor.state, id);
        return [id, passage && { top: this.#view.coordsAtPos(passage.from).top + scrollY }];
      }),
    );
  }

  /** Brings a passage into view. False when it is gone from the text. */
  reveal(id: string, focus: boolean): boolean {
    const passage = passageOf(this.editor.state, id);
    if (!passage) return false;
    const { node } = this.#view.domAtPos(passage.from);
    const element = node instanceof Element ? node : node.parentElement;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element?.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
    if (focus) this.editor.commands.focus(passage.from, { scrollIntoView: false });
    return true;
  }

  /** Brings a person's caret into view. False when they show none. */
  revealPerson(personId: string): boolean {
    return revealCaret(this.#view.dom, personId);
  }

  /** Makes a past text the text again, as one edit that can be undone. False when it is like that already. */
  async restore(content: Content): Promise<boolean> {
    // Seldom asked for: loaded when it is.
    const { restoreText } = await import('./restore-text.ts');
    return restoreText(this.editor, content);
  }

  setEditable(editable: boolean): void {
    if (this.editor.isEditable !== editable) this.editor.setEditable(editable);
    const { dom } = this.#view;
    // What cannot be typed in can still be reached, read and scrolled by keyboard.
    dom.tabIndex = 0;
    if (editable) dom.removeAttribute('aria-readonly');
    else dom.setAttribute('aria-readonly', 'true');
  }

  /** Stops following the server; the words stay on the page until `remove`. */
  freeze(): void {
    this.editor.setEditable(false);
  }

  /** Takes the editor off the text. The session goes on. */
  shut(): void {
    this.#unguard();
    this.#unwait();
    this.session.line.before = null;
    this.session.provider.awareness?.off('change', this.#moved);
    this.editor.destroy();
  }

  remove(): void {
    this.session.close();
    if (!this.editor.isDestroyed) this.shut();
    this.session.ydoc.destroy();
  }
}
