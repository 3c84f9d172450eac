import type { RequestEvent } from '@sveltejs/kit';
import { AppError, type ErrorCode } from './app-error.ts';

/** What the database says to whoever may not, or may not even know: not that they could until a moment ago. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set(['not_found', 'not_allowed']);

const REASONS = [
  'organization_suspended',
  'membership_ended',
  'party_removed',
] as const satisfies readonly ErrorCode[];

/**
 * Why somebody does not find a document or an arrangement any more, where they may know: their organization was suspended
 * or takes no part any more, or they have left it. The error itself otherwise.
 */
export async function whyLost(
  error: AppError,
  { locals, params, route }: Pick<RequestEvent, 'locals' | 'params' | 'route'>,
): Promise<AppError> {
  const asked = route.id?.startsWith('/(app)') && locals.person && params.id;
  if (!asked || !UNTOLD.has(error.code)) return error;
  // What cannot be asked now changes nothing of what was refused.
  const { data } = await locals.supabase.rpc('lost_access', { p_of: asked });
  const reason = REASONS.find((code) => code === data);
  return reason ? new AppError(reason, {}, { cause: error }) : error;
}
