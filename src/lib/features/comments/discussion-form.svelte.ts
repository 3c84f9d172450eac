import { readAgain } from '#lib/ui/read-again.ts';
import { wordsOfResult } from '#lib/ui/unanswered.ts';
import type { SubmitFunction } from '@sveltejs/kit';

type Refused = { message: string; action: string; fields: Readonly<Record<string, string>> };

/**
 * A form of the discussion, sent beside the text without leaving it: `use:enhance={form.submit}`. What is refused stays
 * in the form with the reason; what is accepted shows when the discussion has been read again, and whoever keeps the
 * words of the form lets them go.
 */
export class DiscussionForm {
  busy = $state(false);
  error = $state<Refused | undefined>();
  #done: (data: Record<string, unknown>) => void;

  constructor(done: (data: Record<string, unknown>) => void = () => {}) {
    this.#done = done;
  }

  submit: SubmitFunction = ({ cancel }) => {
    if (this.busy) return cancel();
    this.busy = true;
    this.error = undefined;
    return async ({ result }) => {
      if (result.type === 'success') {
        await readAgain('app:discussion');
        this.#done(result.data ?? {});
      } else if (result.type === 'failure') {
        this.error = result.data?.error as Refused;
      } else {
        const words = wordsOfResult(result);
        if (words) this.error = { ...words, fields: {} };
      }
      this.busy = false;
    };
  };
}
