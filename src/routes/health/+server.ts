import { json } from '@sveltejs/kit';
import { checkHealth } from '#lib/server/check-health.ts';

/** Each part's state, for whoever watches the system: 200 while it serves, 503 when a part is down. */
export async function GET() {
  const health = await checkHealth();
  return json(health, {
    status: health.status === 'down' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  });
}
