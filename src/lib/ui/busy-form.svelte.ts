import { tick } from 'svelte';
import type { SubmitFunction } from '@sveltejs/kit';
import { sendAlong } from './sent-along.ts';
import { whileRead } from './sent-not-read.ts';
import { untilMayLeave } from './stay-without-network.ts';
import { focusAfter } from './take-focus.ts';
import { wordsOfResult, type RefusalWords } from './unanswered.ts';

type Options<Answer> = {
  /** Load the whole page anew where the form leads elsewhere, so that nothing of another person or language stays. */
  reload?: boolean;
  /** Empty the form when it was accepted. */
  reset?: boolean;
  /** Where an accepted form leads on the page, as a selector, when it says so nowhere itself. */
  leadsTo?: string;
  /** What the page was answered last, where that is the refusal of this very form and of no other on the page. */
  refusal?: () => Answer | null;
};

/**
 * Sends a form without leaving the page and knows while it is under way: `use:enhance={form.submit}`. When no proper
 * answer comes (no network, a fault of the server), the form stays as it is and `error` says so: show it in a Refusal.
 * A page has one answer for all its forms: `refused` is this form's own, with what was typed, until it is accepted.
 */
export class BusyForm<Answer extends object = never> {
  busy = $state(false);
  error = $state<RefusalWords | undefined>();
  readonly refused = $derived.by(() => this.#keep(this.#accepted));
  #accepted = $state(0);
  #kept: { answer: Answer; accepted: number } | null = null;
  #options: Options<Answer>;

  constructor(options: Options<Answer> = {}) {
    this.#options = options;
  }

  /** How often it was accepted: what stands in it after that has been sent. */
  get accepted(): number {
    return this.#accepted;
  }

  submit: SubmitFunction = ({ cancel, formData, formElement, submitter }) => {
    if (this.busy) return cancel();
    sendAlong(formData);
    this.busy = true;
    this.error = undefined;
    return async ({ result, update }) => {
      if (result.type === 'redirect') {
        // It was accepted, too: nobody is asked whether to leave what they have sent.
        this.#accepted += 1;
        await tick();
        if (this.#options.reload) return location.assign(result.location);
        // The page that it leads to is opened, however long that takes: where nothing happens, it would be sent again.
        await whileRead(untilMayLeave());
      }
      // Whoever has gone on to something else meanwhile is left there.
      const focused = formElement.matches(':focus-within');
      const section = formElement.closest('section');
      this.error = wordsOfResult(result);
      if (!this.error) {
        const read = update({ reset: result.type === 'success' && (this.#options.reset ?? false) });
        await (result.type === 'success' ? whileRead(read) : read);
      }
      if (result.type === 'success') this.#accepted += 1;
      this.busy = false;
      if (result.type === 'success') {
        if (focused)
          await focusAfter(...this.#saidOf(formElement, submitter), () => section?.querySelector('h2'));
      } else if (result.type === 'failure' || this.error) {
        // The answer may have brought a form of its own in the place of the one that was sent.
        const shown = () => (formElement.isConnected ? formElement : document.querySelector('main'));
        await focusAfter(
          () => shown()?.querySelector('[aria-invalid="true"]'),
          () => shown()?.querySelector('[role="alert"]'),
        );
      }
    };
  };

  /** Where it is said that a form was accepted: kit takes the focus away even from a form that stays. */
  #saidOf(form: HTMLElement, submitter: HTMLElement | null): (() => Element | null | undefined)[] {
    const { leadsTo } = this.#options;
    return [
      () => form.isConnected && form.querySelector('[role="status"]:not(:empty)'),
      () => leadsTo && document.querySelector(leadsTo),
      () => submitter?.isConnected && submitter,
    ].map((find) => () => find() || null);
  }

  /** The answer to another form, and the moment without any that comes before each, take nothing from this one. */
  #keep(accepted: number): Answer | null {
    const answer = this.#options.refusal?.();
    if (answer) this.#kept = { answer, accepted };
    return this.#kept?.accepted === accepted ? this.#kept.answer : null;
  }
}
