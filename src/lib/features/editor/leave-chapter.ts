import type { BeforeNavigate } from '@sveltejs/kit';
import { beforeNavigate, goto } from '$app/navigation';
import { m } from '#lib/generated/paraglide/messages.js';
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

/** Nobody leaves a chapter for another page without hearing that something of theirs is on this device alone. */
export function warnBeforeLeaving(live: LiveChapter): void {
  let agreed = false;
  beforeNavigate((navigation: BeforeNavigate) => {
    const { from, to, type, willUnload, cancel } = navigation;
    // A page that is left for good is asked about by the browser.
    if (willUnload || agreed || !live.unsent || chapterOf(from?.url) === chapterOf(to?.url)) return;
    if (live.save.kind !== 'saving') {
      if (!confirm(m.editor_leave_question())) cancel();
      return;
    }
    cancel();
    void arrived(live).then(async () => {
      if (live.unsent && !confirm(m.editor_leave_question())) return;
      agreed = true;
      if (type === 'popstate') history.go(navigation.delta);
      else if (to) await goto(to.url, { invalidateAll: type === 'goto' });
      setTimeout(() => (agreed = false), ON_ITS_WAY_MS);
    });
  });
}
