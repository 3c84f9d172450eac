import { drawMap } from '#lib/features/states/draw-map.server.ts';

export const prerender = true;

/** The map's outlines, loaded once and kept by the browser. */
export function GET() {
  return new Response(drawMap(), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
  });
}
