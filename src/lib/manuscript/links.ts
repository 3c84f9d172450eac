/**
 * The only addresses a text may point to: http, https, mailto and a fragment of the same page. Everything else
 * (`javascript:`, `data:`, relative paths that would mean something else on the public page) is refused.
 */
const ALLOWED = /^(?:https?:\/\/[^\s\p{Cc}<>"'\\]+|mailto:[^\s\p{Cc}<>"'\\]+|#[\p{L}\p{N}_.-]+)$/iu;

const MAX_LENGTH = 2_000;

/** Whether a link may carry this address. */
export function isAllowedHref(href: unknown): href is string {
  return typeof href === 'string' && href.length <= MAX_LENGTH && ALLOWED.test(href);
}
