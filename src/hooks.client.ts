import { DEFAULT_TIME_ZONE, useTimeZone } from '#lib/domain/format.ts';
import { isOwnAnswer } from '#lib/domain/own-answer.ts';
import { overwriteGetLocale, type Locale } from '#lib/generated/paraglide/runtime.js';
import { m } from '#lib/generated/paraglide/messages.js';
import { readWhenAnswered } from '#lib/ui/read-when-answered.ts';
import { saySentNotRead } from '#lib/ui/sent-not-read.ts';
import { isUnanswered, sayUnanswered } from '#lib/ui/unanswered.ts';
import { navigating } from '$app/state';
import type { ClientInit, HandleClientError } from '@sveltejs/kit';

// The server chose the language; the browser follows it, so that no word changes while the page wakes up.
overwriteGetLocale(() => document.documentElement.lang as Locale);

useTimeZone(document.documentElement.dataset.timeZone ?? DEFAULT_TIME_ZONE);

saySentNotRead(m.ui_sent_not_read);
sayUnanswered(() => ({ message: m.ui_unanswered(), action: m.ui_unanswered_action() }));

export const init: ClientInit = () => {
  window.fetch = readWhenAnswered(window.fetch, () => navigating.to !== null, isOwnAnswer);
};

const notFound = () => ({ message: m.errors_not_found(), action: m.errors_not_found_action() });
const unanswered = () => ({ message: m.errors_unanswered(), action: m.errors_unanswered_action() });
const unexpected = () => ({ message: m.errors_unexpected(), action: m.errors_unexpected_action() });

// One by one: words that are looked up by a code bring all words there are into every page.
export const handleError: HandleClientError = ({ error, status }) => {
  if (status === 404) return { code: 'not_found', ...notFound(), requestId: '' };
  if (isUnanswered(error)) return { code: 'unanswered', ...unanswered(), requestId: '' };
  return { code: 'unexpected', ...unexpected(), requestId: '' };
};
