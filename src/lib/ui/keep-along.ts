import { page } from '$app/state';
import { onMount } from 'svelte';

const NAME = 'concierta beside';

/**
 * Keeps what is being written beside a page when that goes, and gives it to the same page when it is there again: where
 * the server cannot be reached, an error page comes in its place, and loads it anew. It goes with the tab, and by signing
 * out. Called while the component is made.
 * @param key whose page it is, and of what: nobody else is given it
 * @param written what is to be kept, as JSON; null when nothing is
 */
export function keepAlong(key: () => string, written: () => unknown, take: (written: unknown) => void): void {
  const keep = (value: unknown, of = key()) => {
    try {
      if (value === null) sessionStorage.removeItem(NAME);
      else sessionStorage.setItem(NAME, JSON.stringify({ key: of, value }));
    } catch (error) {
      console.warn('what was written cannot be kept', error);
    }
  };
  const keepNow = () => keep(written());
  onMount(() => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as {
        key: string;
        value: unknown;
      } | null;
      sessionStorage.removeItem(NAME);
      if (kept?.key === key()) take(kept.value);
    } catch (error) {
      console.warn('what was written cannot be read', error);
    }
    addEventListener('pagehide', keepNow);
    return () => {
      removeEventListener('pagehide', keepNow);
      const [value, of] = [written(), key()];
      // What comes instead is known only then; whoever goes elsewhere has been asked.
      setTimeout(() => keep(page.error ? value : null, of));
    };
  });
}
