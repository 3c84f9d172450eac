import { beforeNavigate } from '$app/navigation';
import { isHeldBack } from './stay-without-network.ts';

const withoutHash = ({ pathname, search }: URL) => pathname + search;

/**
 * Nobody leaves a page without hearing that what they wrote has not been sent. Called while the page's component is made.
 * @param question what leaving would lose, and whether to; null when nothing is at stake
 * @param page what of the address the words last with: all but the hash, unless they are kept longer
 */
export function askBeforeLeaving(question: () => string | null, page: (url: URL) => string = withoutHash) {
  beforeNavigate((navigation) => {
    const { from, to, type, cancel } = navigation;
    if (isHeldBack(navigation)) return;
    if (from && to && page(from.url) === page(to.url)) return;
    const words = question();
    if (!words) return;
    // A page that is left for good is asked about by the browser, which asks because of `cancel`.
    if (type === 'leave') cancel();
    else if (!confirm(words)) cancel();
  });
}
