import type { Handle } from '@sveltejs/kit';

const UNUSED = ['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope'];
const UNUSED_TOO = ['magnetometer', 'microphone', 'midi', 'payment', 'usb', 'xr-spatial-tracking'];

const HEADERS = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [...UNUSED, ...UNUSED_TOO].map((feature) => `${feature}=()`).join(', '),
};

/**
 * The headers besides kit's Content-Security-Policy, and no cache wherever a person or a cookie is involved. What
 * anybody may read keeps the cache headers its own route gives it.
 */
export const handleSecurityHeaders: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { headers } = response;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (event.url.protocol === 'https:') headers.set('strict-transport-security', 'max-age=63072000');
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  }
  const personal =
    event.locals.person || headers.has('set-cookie') || /^\/\((app|auth)\)/.test(event.route.id ?? '');
  if (personal) headers.set('cache-control', 'private, no-store');
  else if (headers.get('content-type')?.startsWith('text/html')) headers.append('vary', 'cookie');
  return response;
};
