import { beforeNavigate } from '$app/navigation';
import { m } from '#lib/generated/paraglide/messages.js';
import type { Discussion } from './discussion.svelte.ts';

/** Nobody leaves a page of the discussion without hearing that what they wrote has not been sent. */
export function askBeforeLeaving(discussion: Discussion): void {
  beforeNavigate(({ from, to, type, willUnload, cancel }) => {
    const { atStake } = discussion;
    if (!atStake || from?.url.pathname === to?.url.pathname) return;
    // A page that is left for good is asked about by the browser, which asks because of `cancel`.
    if (type === 'leave') cancel();
    else if (!willUnload && !confirm(`${atStake}\n\n${m.ui_leave_anyway()}`)) cancel();
  });
}
