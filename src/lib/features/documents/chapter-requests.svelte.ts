import { applyAction, deserialize } from '$app/forms';
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';
import { sendAlong } from '#lib/ui/sent-along.ts';
import { readAgain } from '#lib/ui/read-again.ts';
import { wordsOfResult } from '#lib/ui/unanswered.ts';

/** What a refused act is answered with: words, and what can be done. */
export interface Refused {
  code?: string;
  message: string;
  action: string;
  fields?: Readonly<Record<string, string>>;
}

function refusedOf(data: unknown): Refused | null {
  return (data as { error?: Refused } | null | undefined)?.error ?? null;
}

/** One form of the chapter list: whether it is under way, and what it was refused with. What was typed stays typed. */
export class ChapterRequest {
  busy = $state(false);
  refused = $state<Refused | null>(null);

  /** For `use:enhance`. `then` runs when it was done and the list has been read again. */
  submit(then?: () => void): SubmitFunction {
    return ({ cancel, formData }) => {
      if (this.busy) return cancel();
      sendAlong(formData);
      this.busy = true;
      this.refused = null;
      return async ({ result }) => {
        this.busy = false;
        if (result.type === 'success') await readAgain('app:document');
        if (await this.#settle(result)) then?.();
      };
    };
  }

  /** The same without a form on the page: a drag, a key, "Deshacer". True when it was done. */
  async send(action: string, fields: Record<string, string>): Promise<boolean> {
    this.busy = true;
    this.refused = null;
    try {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      sendAlong(body);
      const response = await fetch(action, {
        method: 'POST',
        body,
        headers: { 'x-sveltekit-action': 'true' },
      });
      const done = await this.#settle(deserialize(await response.text()));
      await readAgain('app:document');
      return done;
    } catch (error) {
      // No network, or an answer of nobody's that can be read: the workspace stays, and says so.
      return this.#settle({ type: 'error', error });
    } finally {
      this.busy = false;
    }
  }

  /** Shows what was refused, and follows where the act leads. True when it was done. */
  async #settle(result: ActionResult): Promise<boolean> {
    if (result.type === 'failure') this.refused = refusedOf(result.data);
    else if (result.type === 'redirect') await applyAction(result);
    else this.refused = wordsOfResult(result) ?? null;
    return result.type === 'success' || result.type === 'redirect';
  }
}
