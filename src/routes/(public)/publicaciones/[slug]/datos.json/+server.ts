import { readPublication } from '#lib/features/publishing/read-publication.server.ts';
import { orStop } from '#lib/server/answer-error.ts';

/** The sealed text itself, byte for byte: its SHA-256 is the one on the page. */
export const GET = ({ locals, params }) =>
  orStop(async () => {
    const { canonical, version } = await readPublication(locals, params.slug);
    return new Response(canonical, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, max-age=300',
        etag: `"${version.sha256}"`,
      },
    });
  });
