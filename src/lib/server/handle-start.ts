import type { Handle } from '@sveltejs/kit';

/**
 * Runs in the browser before everything else of a page, sent as it is written here: it can use nothing from outside of
 * itself. Code that could not be fetched is asked for by nobody again, so a page that lost the network for a second while
 * it opened would stay as the server sent it, with nothing in it that answers. As long as it has not started and nobody
 * has written anything in it, it is loaded again once the server answers; a few times, each later than the last. A style
 * sheet that is missing is fetched again for as long as the page stands. After the last time the reader is told.
 */
function startAgain(): void {
  const MOST = 5;
  const started = new AbortController();
  const { signal } = started;
  const tried = `starts ${location.pathname}`;
  const later = (ms: number, act: () => void) => setTimeout(act, Math.min(ms, 15_000));

  const reloadWhenAnswered = (tries: number, wait: number) => {
    later(wait, () => {
      if (signal.aborted) return;
      // Kit's page of last resort, which may have taken this one's place, has no link to it.
      const href = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '/favicon.svg';
      fetch(href, { cache: 'no-store', signal: AbortSignal.timeout(10_000) }).then(
        ({ ok, headers }) => {
          if (signal.aborted) return;
          // What stands before a server that is gone answers in its place.
          if (!ok || !headers.get('content-type')?.includes('svg'))
            return reloadWhenAnswered(tries, wait * 2);
          sessionStorage.setItem(tried, String(tries + 1));
          location.reload();
        },
        () => reloadWhenAnswered(tries, wait * 2),
      );
    });
  };

  const sayStopped = () => {
    const isEnglish = document.documentElement.lang === 'en';
    const again = document.createElement('button');
    again.type = 'button';
    // A link to a place in the page would load nothing.
    again.addEventListener('click', () => location.reload());
    again.textContent = isEnglish ? 'Load again' : 'Volver a cargar';
    const notice = document.createElement('p');
    notice.setAttribute('role', 'alert');
    // In sight wherever the browser has scrolled to.
    notice.style.cssText =
      'position: sticky; top: 0; z-index: 9; margin: 0; padding: 1rem; border: 2px solid; background: Canvas; color: CanvasText';
    notice.append(
      isEnglish
        ? 'This page did not load completely: something on the network holds a part of it back. '
        : 'Esta página no se cargó completa: algo en la red detiene una parte de ella. ',
      again,
    );
    // Kit may put its page of last resort in the place of this one.
    setInterval(() => notice.isConnected || document.body.prepend(notice), 500);
    document.body.prepend(notice);
  };

  let waits = false;
  const failed = (event: PromiseRejectionEvent) => {
    // Each browser has its own words for it: "dynamically imported module", "Importing a module", "Unable to preload".
    if (!/imported module|importing a module|unable to preload/i.test(String(event.reason))) return;
    event.preventDefault();
    if (waits) return;
    waits = true;
    try {
      const tries = Number(sessionStorage.getItem(tried));
      if (tries < MOST) reloadWhenAnswered(tries, 1000 * 2 ** tries);
      else sayStopped();
    } catch {
      // Without a memory of its own it might be loaded again and again.
    }
  };
  addEventListener('unhandledrejection', failed, { signal });
  addEventListener('input', () => started.abort(), { signal });
  addEventListener(
    'started',
    () => {
      started.abort();
      try {
        sessionStorage.removeItem(tried);
      } catch {
        // It was never counted.
      }
    },
    { once: true },
  );

  const missing = (event: Event) => {
    const link = event.target;
    if (!(link instanceof HTMLLinkElement) || link.rel !== 'stylesheet') return;
    const tries = Number(link.dataset.tried ?? 0);
    later(1000 * 2 ** tries, () => {
      const again = link.cloneNode() as HTMLLinkElement;
      again.dataset.tried = String(tries + 1);
      link.replaceWith(again);
    });
  };
  addEventListener('error', missing, { capture: true });
}

const SCRIPT = `(${startAgain.toString()})()`;
const CHARSET = '<meta charset="utf-8" />';

/** The page with that script, where it has scripts at all: it is allowed by the same nonce as kit's own. */
export function withStartAgain(html: string): string {
  const nonce = /<script nonce="([^"]+)">/.exec(html)?.[1];
  if (!nonce) return html;
  return html.replace(CHARSET, () => `${CHARSET}\n    <script nonce="${nonce}">${SCRIPT}</script>`);
}

/**
 * A page whose code could not be fetched is loaded again when the network is back. Not one that answers a form: it would
 * be sent again.
 */
export const handleStart: Handle = ({ event, resolve }) =>
  event.request.method === 'GET'
    ? resolve(event, { transformPageChunk: ({ html }) => withStartAgain(html) })
    : resolve(event);
