import type { EditorView } from '@tiptap/pm/view';

/** So long after the last sign of a letter that is being put together others' words wait, and no longer. */
const AT_MOST_MS = 4_000;
/** The editor takes a moment to read what was put together. */
const READ_MS = 60;

/**
 * Lets what others write wait while a letter or a word is being put together: an accent by a dead key, a word on a phone,
 * a sign of another script. The browser does that in the page; were the line redrawn meanwhile, it would begin anew and
 * leave what it had, twice.
 * @param line what others' words come by
 * @returns ends it
 */
export function waitForLetter(view: EditorView, line: { hold(): void; release(): void }): () => void {
  const over = new AbortController();
  const { signal } = over;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const releaseIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => line.release(), ms);
  };
  const composing = () => {
    line.hold();
    releaseIn(AT_MOST_MS);
  };
  view.dom.addEventListener('compositionstart', composing, { signal });
  view.dom.addEventListener('compositionupdate', composing, { signal });
  view.dom.addEventListener('compositionend', () => releaseIn(READ_MS), { signal });
  return () => {
    over.abort();
    clearTimeout(timer);
    line.release();
  };
}
