import type { Attachment } from 'svelte/attachments';
import { askBeforeLeaving } from './ask-before-leaving.ts';

/** What a person puts into a form; what it carries along unseen is no work of theirs. */
const WRITTEN = 'textarea, input:not([type="hidden"])';

type Field = [name: string, value: string];

const writtenIn = (form: HTMLFormElement): Field[] =>
  [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(WRITTEN)].map((field) => [
    field.name,
    'checked' in field && field.checked ? `${field.value} ✓` : field.value,
  ]);

/** What stands in a form now and did not stand there before. */
function changes(before: readonly Field[], now: readonly Field[]): Field[] {
  const known = new Set(before.map((field) => field.join('\0')));
  return now.filter((field) => !known.has(field.join('\0')));
}

type Sending = { readonly accepted: number; readonly busy: boolean };

type Options = {
  /**
   * Hears what was written in a form that goes while the page stays: somebody else was quicker, say, or another form of
   * the page was just sent.
   */
  gone?: (form: HTMLFormElement, written: Field[], sentAnother: boolean) => void;
  /** Whether something else of the page waits that was not sent. */
  waits?: () => boolean;
  /** What of the address the forms last with, as in `askBeforeLeaving`. */
  page?: (url: URL) => string;
};

/**
 * The forms of a page in which something stands that was not sent: whoever leaves is asked, once for all of them. Nothing
 * is kept on the device, where it would outlast the session. Made while the page's component is.
 */
export class HalfWritten {
  readonly #forms = new Map<HTMLFormElement, Field[]>();
  readonly #sendings = new Set<Sending>();
  readonly #options: Options;

  /** @param question what leaving would lose, and whether to */
  constructor(question: () => string, options: Options = {}) {
    this.#options = options;
    askBeforeLeaving(() => (this.#waits ? question() : null), options.page);
  }

  get #waits(): boolean {
    const forms = [...this.#forms];
    if (forms.some(([form, before]) => changes(before, writtenIn(form)).length > 0)) return true;
    return this.#options.waits?.() ?? false;
  }

  /** Watches a form from what it holds now, and anew each time it is accepted: `{@attach unsent.watch(sending)}`. */
  watch(sending: Sending): Attachment<HTMLFormElement> {
    return (form) => {
      const { accepted } = sending;
      const before = writtenIn(form);
      this.#forms.set(form, before);
      this.#sendings.add(sending);
      return () => {
        this.#forms.delete(form);
        // One that was accepted is watched anew, or its page has gone on: what stood in it was sent.
        if (sending.busy || sending.accepted !== accepted) return;
        const written = changes(before, writtenIn(form));
        const sentAnother = [...this.#sendings].some(({ busy }) => busy);
        if (written.length > 0) this.#options.gone?.(form, written, sentAnother);
      };
    };
  }
}
