import { sendAlong } from '#lib/ui/sent-along.ts';
import { readAgain } from '#lib/ui/read-again.ts';
import { wordsOfResult } from '#lib/ui/unanswered.ts';
import type { SubmitFunction } from '@sveltejs/kit';

type Refused = { code?: string; message: string; action: string; fields: Readonly<Record<string, string>> };
/** The discussion has been closed to the writer since the page was read. */
const CLOSED: ReadonlySet<string | undefined> = new Set(['comments_closed', 'arrangement_ended']);
/** `focused`: the focus was in the form, and is nowhere should the form go. */
type Done = (data: Record<string, unknown>, focused: boolean) => void;

/**
 * A form of the discussion, sent beside the text without leaving it: `use:enhance={form.submit}`. What is refused stays
 * in the form with the reason; what is accepted shows when the discussion has been read again, and whoever keeps the
 * words of the form lets them go.
 */
export class DiscussionForm {
  busy = $state(false);
  error = $state<Refused | undefined>();
  #done: Done;

  constructor(done: Done = () => {}) {
    this.#done = done;
  }

  submit: SubmitFunction = ({ formData, formElement, cancel }) => {
    if (this.busy) return cancel();
    sendAlong(formData);
    this.busy = true;
    this.error = undefined;
    return async ({ result }) => {
      if (result.type === 'success') {
        // Whoever has gone on to something else meanwhile is left there.
        const focused = formElement.matches(':focus-within');
        await readAgain('app:discussion');
        this.#done(result.data ?? {}, focused);
      } else if (result.type === 'failure') {
        this.error = result.data?.error as Refused;
        // The page is older than what refused it: what may be said now is read.
        if (CLOSED.has(this.error.code)) void readAgain('app:document');
      } else {
        const words = wordsOfResult(result);
        if (words) this.error = { ...words, fields: {} };
      }
      this.busy = false;
    };
  };
}
