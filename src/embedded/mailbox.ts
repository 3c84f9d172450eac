import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mail } from './auth-mails.ts';

const KEPT = 50;

/** The mails that would have been sent. In memory only: they open accounts. */
export class Mailbox {
  #mails: (Mail & { at: Date })[] = [];

  /** Keeps a mail; the oldest beyond fifty are forgotten. */
  deliver(mail: Mail): void {
    this.#mails.unshift({ ...mail, at: new Date() });
    this.#mails.length = Math.min(this.#mails.length, KEPT);
  }

  /** The mails, newest first. */
  list(): readonly (Mail & { at: Date })[] {
    return this.#mails;
  }

  /**
   * Answers a request for the mailbox page (`/buzon`). The page opens accounts, so only this machine may read it, under
   * a name that only this machine has (a foreign site's name can be pointed here), and not through a proxy.
   */
  serve(request: IncomingMessage, response: ServerResponse): void {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'sha256-" +
        STYLE_HASH +
        "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    };
    if (!isLocal(request)) {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('No existe esta página.\n');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : renderMailbox(this.#mails));
  }
}

/** Whether a request comes from this machine and names it so. */
export function isLocal(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  const fromHere = address === '::1' || /^(::ffff:)?127\./.test(address);
  const named = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '');
  const proxied = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => request.headers[name] !== undefined,
  );
  return fromHere && named && !proxied;
}

// The page is served beside the application and loads nothing: the values are those of src/lib/ui/tokens.css.
const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#f6f1e6,#191612);--page:light-dark(#fffdf8,#221e19);
--ink:light-dark(#231d15,#ece5d8);--ink-soft:light-dark(#574d3f,#b8ad9c);--line:light-dark(#dcd2bf,#3b342b);
--line-strong:light-dark(#857964,#857a69);--accent:light-dark(#22406f,#a8c1ec)}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 'Segoe UI',system-ui,sans-serif}
header{padding:.75rem clamp(1rem,4vw,2.5rem);border-bottom:3px double var(--line-strong)}
header a{display:inline-block;padding:.25rem 0}
main{max-width:46rem;margin:0 auto;padding:2rem clamp(1rem,4vw,2.5rem) 4.5rem}
h1,h2{margin:0;font-family:Georgia,serif;font-weight:400;line-height:1.2}h1{font-size:1.75rem}h2{font-size:1.125rem}
p{margin:.75rem 0;overflow-wrap:anywhere}a{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
article{margin-top:1.5rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:4px;background:var(--page)}
article p{margin-bottom:0;white-space:pre-line}.meta,[lang=en]{color:var(--ink-soft)}a [lang=en]{color:inherit}.meta{font-size:.875rem}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

function renderMailbox(mails: readonly (Mail & { at: Date })[]): string {
  const time = new Intl.DateTimeFormat('es-MX', {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: process.env['TIME_ZONE'] || 'America/Mexico_City',
  });
  const articles = mails.map(
    (mail) => `<article>
<h2>${escape(mail.subject)}</h2>
<p class="meta">Para ${escape(mail.to)}, <time datetime="${mail.at.toISOString()}">${time.format(mail.at)}</time></p>
<p>${linkified(mail)}</p>
</article>`,
  );
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Buzón local · Local mailbox · Concierta</title>
<style>${STYLE}</style>
</head>
<body>
<header><a href="/entrar">Volver a Concierta · <span lang="en">Back to Concierta</span></a></header>
<main>
<h1>Buzón local · <span lang="en">Local mailbox</span></h1>
<p>Esta instalación no envía correos. Aquí están los que habría enviado, del más reciente al más antiguo; solo se ven en este equipo y se borran al detener el sistema.</p>
<p lang="en">This installation sends no mail. Here is what it would have sent, the newest first; it is seen on this computer only and is gone when the system stops.</p>
${articles.length ? articles.join('\n') : '<p>Todavía no hay ninguno. <span lang="en">There is none yet.</span></p>'}
</main>
</body>
</html>
`;
}

function linkified(mail: Mail): string {
  const text = escape(mail.text);
  if (!mail.link) return text;
  const link = escape(mail.link);
  return text.replace(link, () => `<a href="${link}">${link}</a>`);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
