import { building } from '$app/environment';
import { sequence } from '@sveltejs/kit/hooks';
import type { HandleServerError, ServerInit } from '@sveltejs/kit';
import { useTimeZone } from '#lib/domain/format.ts';
import { handleTheme } from '#lib/features/account/handle-theme.server.ts';
import { handlePublicationCache } from '#lib/features/publishing/handle-publication-cache.server.ts';
import { AppError, toAppError, type ErrorCode } from '#lib/server/app-error.ts';
import { describeForPage, report } from '#lib/server/answer-error.ts';
import { env } from '#lib/server/env.ts';
import { handleBodySize, sizeRefusal } from '#lib/server/handle-body-size.ts';
import { handleCompression } from '#lib/server/handle-compression.ts';
import { handleLocale } from '#lib/server/handle-locale.ts';
import { handleOrigin } from '#lib/server/handle-origin.ts';
import { handleRefusals } from '#lib/server/handle-refusals.ts';
import { handleRequestId } from '#lib/server/handle-request-id.ts';
import { handleSecurityHeaders } from '#lib/server/handle-security-headers.ts';
import { handleGuard, handleSession } from '#lib/server/handle-session.ts';
import { handleStart } from '#lib/server/handle-start.ts';

/** A wrong setting ends the start, not the first visitor's request. A build has no settings yet. */
export const init: ServerInit = () => {
  if (!building) useTimeZone(env().TIME_ZONE);
};

const receive = sequence(
  handleRequestId,
  handleCompression,
  handleLocale,
  handleTheme,
  handleStart,
  handlePublicationCache,
  handleSecurityHeaders,
  handleRefusals,
  handleOrigin,
  handleSession,
  handleBodySize,
  handleGuard,
);

/** What the build renders once is asked by nobody, so it only needs a language and a theme. */
export const handle = building ? sequence(handleLocale, handleTheme) : receive;

/** What kit itself refuses, before any of our code runs. */
const KIT_STATUS: Record<number, ErrorCode> = {
  400: 'bad_input',
  404: 'not_found',
  405: 'not_found',
  415: 'bad_input',
};

export const handleError: HandleServerError = ({ error, event, status }) => {
  const refusal = status === 413 ? sizeRefusal(event.route.id) : KIT_STATUS[status];
  const known = refusal ? new AppError(refusal) : toAppError(error);
  report(known, event);
  return (event.locals.failure = describeForPage(known, event.locals));
};
