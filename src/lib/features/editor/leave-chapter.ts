import type { BeforeNavigate } from '@sveltejs/kit';
import { beforeNavigate, goto } from '$app/navigation';
import { m } from '#lib/generated/paraglide/messages.js';
import { isHeldBack } from '#lib/ui/stay-without-network.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';

/** What is only on its way is waited for; what is not on its way is asked about. */
const ON_ITS_WAY_MS = 1_500;
const LOOK_MS = 50;

const chapterOf = (url: URL | undefined) => `${url?.pathname} ${url?.searchParams.get('capitulo')}`;

async function arrived(live: LiveChapter): Promise<void> {
  for (const end = Date.now() + ON_ITS_WAY_MS; live.save.kind === 'saving' && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * Nobody leaves a chapter for another page without hearing that something of theirs is on this device alone. What is
 * written beside the text lasts as long as the page, and is part of the same question: nobody is asked twice.
 */
export function warnBeforeLeaving(live: LiveChapter): void {
  let agreed = false;
  beforeNavigate((navigation: BeforeNavigate) => {
    const { from, to, type, willUnload, cancel } = navigation;
    // A page that is left for good is asked about by the browser.
    if (willUnload || agreed || isHeldBack(navigation)) return;
    const leaves = chapterOf(from?.url) !== chapterOf(to?.url);
    const unsent = () => live.unsent && leaves;
    const agrees = () => {
      const beside = from?.url.pathname !== to?.url.pathname ? live.beside() : null;
      if (!unsent() && !beside) return true;
      const ofText = live.waiting ? m.editor_leave_question() : m.editor_leave_refused_question();
      const question = unsent() ? ofText : m.ui_leave_anyway();
      return confirm(beside ? `${beside}\n\n${question}` : question);
    };
    if (!unsent() || live.save.kind !== 'saving') {
      if (!agrees()) cancel();
      return;
    }
    cancel();
    void arrived(live).then(async () => {
      if (!agrees()) return;
      agreed = true;
      if (type === 'popstate') history.go(navigation.delta);
      else if (to) await goto(to.url, { invalidateAll: type === 'goto' });
      setTimeout(() => (agreed = false), ON_ITS_WAY_MS);
    });
  });
}
