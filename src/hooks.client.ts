import { DEFAULT_TIME_ZONE, useTimeZone } from '#lib/domain/format.ts';
import { overwriteGetLocale, type Locale } from '#lib/generated/paraglide/runtime.js';
import { m } from '#lib/generated/paraglide/messages.js';
import { readWhenAnswered } from '#lib/ui/read-when-answered.ts';
import { sayUnanswered } from '#lib/ui/unanswered.ts';
import { navigating } from '$app/state';
import type { ClientInit, HandleClientError } from '@sveltejs/kit';

// The server chose the language; the browser follows it, so that no word changes while the page wakes up.
overwriteGetLocale(() => document.documentElement.lang as Locale);

useTimeZone(document.documentElement.dataset.timeZone ?? DEFAULT_TIME_ZONE);

sayUnanswered(() => ({ message: m.ui_unanswered(), action: m.ui_unanswered_action() }));

export const init: ClientInit = () => {
  window.fetch = readWhenAnswered(window.fetch, () => navigating.to !== null);
};

export const handleError: HandleClientError = ({ status }) => ({
  code: status === 404 ? 'not_found' : 'unexpected',
  message: status === 404 ? m.errors_not_found() : m.errors_unexpected(),
  action: status === 404 ? m.errors_not_found_action() : m.errors_unexpected_action(),
  requestId: '',
});
