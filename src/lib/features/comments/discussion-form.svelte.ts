import { tick } from 'svelte';
import { sendAlong } from '#lib/ui/sent-along.ts';
import { readAgain } from '#lib/ui/read-again.ts';
import { whileRead } from '#lib/ui/sent-not-read.ts';
import { wordsOfResult } from '#lib/ui/unanswered.ts';
import type { SubmitFunction } from '@sveltejs/kit';

type Refused = { code?: string; message: string; action: string; fields: Readonly<Record<string, string>> };
type Part = 'app:document' | 'app:discussion';
/**
 * Refusals that say that the page is older than what refused the form, with what of it is to be read again: what may be
 * said now, and for whom; and the threads.
 */
const OLDER: Readonly<Record<string, readonly Part[]>> = {
  comments_closed: ['app:document'],
  arrangement_ended: ['app:document'],
  not_allowed: ['app:document'],
  voice_required: ['app:document'],
  thread_closed: ['app:discussion'],
  chapter_removed: ['app:document', 'app:discussion'],
};
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
  /** It was accepted, and does not show yet: what stands in it has been sent, and goes once it shows. */
  accepted = $state(false);
  #done: Done;
  #closed: () => void;

  /** @param closed told when what had the focus went, because the form takes no more */
  constructor(done: Done = () => {}, closed: () => void = () => {}) {
    this.#done = done;
    this.#closed = closed;
  }

  submit: SubmitFunction = ({ formData, formElement, cancel }) => {
    if (this.busy) return cancel();
    sendAlong(formData);
    this.busy = true;
    this.error = undefined;
    return async ({ result }) => {
      // Whoever has gone on to something else meanwhile is left there.
      const focused = formElement.matches(':focus-within');
      if (result.type === 'success') {
        this.accepted = true;
        await whileRead(readAgain('app:discussion'));
        const stayed = () => formElement.matches(':focus-within') || document.activeElement === document.body;
        this.#done(result.data ?? {}, focused && stayed());
        this.accepted = false;
      } else if (result.type === 'failure') {
        this.error = result.data?.error as Refused;
        void this.#catchUp(OLDER[this.error.code ?? ''] ?? [], focused);
      } else {
        const words = wordsOfResult(result);
        if (words) this.error = { ...words, fields: {} };
      }
      this.busy = false;
    };
  };

  async #catchUp(parts: readonly Part[], focused: boolean): Promise<void> {
    if (!parts.length) return;
    await Promise.all(parts.map(readAgain));
    await tick();
    if (focused && document.activeElement === document.body) this.#closed();
  }
}
