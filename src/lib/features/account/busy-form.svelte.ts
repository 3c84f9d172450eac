import type { SubmitFunction } from '@sveltejs/kit';

/**
 * Sends a form without leaving the page and knows while it is under way: `use:enhance={form.submit}`. Where it leads
 * elsewhere the whole page is loaded anew, so that nothing of another person or language stays behind.
 */
export class BusyForm {
  busy = $state(false);

  submit: SubmitFunction = ({ cancel, formElement }) => {
    if (this.busy) return cancel();
    this.busy = true;
    return async ({ result, update }) => {
      if (result.type === 'redirect') return location.assign(result.location);
      await update({ reset: false });
      this.busy = false;
      const wrong = formElement.querySelector<HTMLElement>('[aria-invalid="true"]');
      (wrong ?? formElement.querySelector<HTMLElement>('[role="alert"]'))?.focus();
    };
  };
}
