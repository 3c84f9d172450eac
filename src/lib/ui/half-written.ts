import type { Attachment } from 'svelte/attachments';
import { askBeforeLeaving } from './ask-before-leaving.ts';

/** What a person puts into a form; what it carries along unseen is no work of theirs. */
const WRITTEN = 'textarea, input:not([type="hidden"])';

const writtenIn = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(WRITTEN)]
    .map((field) => ('checked' in field && field.checked ? `${field.value} ✓` : field.value))
    .join('\0');

/**
 * The forms of a page in which something stands that was not sent: whoever leaves is asked, once for all of them. Nothing
 * is kept on the device, where it would outlast the session. Made while the page's component is.
 */
export class HalfWritten {
  readonly #forms = new Map<HTMLFormElement, string>();

  /** @param question what leaving would lose, and whether to */
  constructor(question: () => string) {
    askBeforeLeaving(() => (this.#waits ? question() : null));
  }

  get #waits(): boolean {
    return [...this.#forms].some(([form, before]) => writtenIn(form) !== before);
  }

  /** Watches a form from what it holds now, and anew each time it is accepted: `{@attach unsent.watch(sending)}`. */
  watch(sending: { readonly accepted: number }): Attachment<HTMLFormElement> {
    return (form) => {
      void sending.accepted;
      this.#forms.set(form, writtenIn(form));
      return () => this.#forms.delete(form);
    };
  }
}
