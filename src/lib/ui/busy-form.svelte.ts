import type { SubmitFunction } from '@sveltejs/kit';

type Options = {
  /** Load the whole page anew where the form leads elsewhere, so that nothing of another person or language stays. */
  reload?: boolean;
  /** Empty the form when it was accepted. */
  reset?: boolean;
  /** Runs after the page shows the answer. */
  done?: (type: 'success' | 'failure' | 'redirect' | 'error') => void;
};

/** Sends a form without leaving the page and knows while it is under way: `use:enhance={form.submit}`. */
export class BusyForm {
  busy = $state(false);
  #options: Options;

  constructor(options: Options = {}) {
    this.#options = options;
  }

  submit: SubmitFunction = ({ cancel, formElement }) => {
    if (this.busy) return cancel();
    this.busy = true;
    return async ({ result, update }) => {
      if (this.#options.reload && result.type === 'redirect') return location.assign(result.location);
      await update({ reset: result.type === 'success' && (this.#options.reset ?? false) });
      this.busy = false;
      if (result.type === 'failure') {
        const wrong = formElement.querySelector<HTMLElement>('[aria-invalid="true"]');
        (wrong ?? formElement.querySelector<HTMLElement>('[role="alert"]'))?.focus();
      }
      this.#options.done?.(result.type);
    };
  };
}
