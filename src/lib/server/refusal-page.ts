import { m } from '#lib/generated/paraglide/messages.js';
import { getLocale } from '#lib/generated/paraglide/runtime.js';

/** For pages without a policy of kit's own: words and their style, nothing that runs. */
export const PLAIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `:root{color-scheme:light dark}body{max-width:36rem;margin:4rem auto;padding:0 1rem;font:1.125rem/1.6 Georgia,serif}
code{overflow-wrap:anywhere}`;

/**
 * What refuses a request before any page could be made, as a whole page: what happened, what one can do, and the number
 * to tell whoever is asked for help. Scripts get the same as JSON.
 */
export function answerRefusal(refusal: App.Error, status: number, asJson: boolean): Response {
  if (asJson) return Response.json(refusal, { status });
  const words = `<!doctype html>
<html lang="${getLocale()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${m.errors_page_title()} · ${m.app_name()}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${m.errors_page_title()}</h1>
<p>${escape(refusal.message)}</p>
<p>${escape(refusal.action)}</p>
<p>${m.ui_request_number()} <code>${escape(refusal.requestId)}</code></p>
<p><a href="/">${m.errors_page_home()}</a></p>
</main>
</body>
</html>
`;
  return new Response(words, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PLAIN_POLICY },
  });
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
