import { afterEach, expect, it } from 'vitest';
import { overwriteGetLocale, type Locale } from '#lib/generated/paraglide/runtime.js';
import {
  DEFAULT_TIME_ZONE,
  formatClock,
  formatDate,
  formatMoment,
  formatNumber,
  formatShare,
  formatTime,
  useTimeZone,
} from './format.ts';
import { isTimeZone } from './time-zone.ts';

const speak = (locale: Locale) => overwriteGetLocale(() => locale);
/** Spaces of whatever kind, as one. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

afterEach(() => {
  speak('es');
  useTimeZone(DEFAULT_TIME_ZONE);
});

/** Half past eight in the evening of the first of March in Mexico; in UTC it is the next day. */
const EVENING = '2026-03-02T02:30:00Z';

it('dates an evening in Mexico by its own day, wherever the server stands', () => {
  expect(formatDate(EVENING)).toBe('1 de marzo de 2026');
  expect(plain(formatMoment(EVENING))).toBe('1 de marzo de 2026 a las 20:30');
  expect(plain(formatTime(EVENING))).toBe('20:30');
  // The device's own clock, wherever it is.
  const local = new Date(EVENING);
  expect(formatClock(EVENING)).toBe(local.toTimeString().slice(0, 5));
  speak('en');
  expect(plain(formatMoment(EVENING))).toBe('March 1, 2026 at 8:30 PM');
});

it('follows the installation’s own time zone', () => {
  useTimeZone('America/Tijuana');
  expect(plain(formatMoment(EVENING, 'medium'))).toBe('1 mar 2026, 18:30');
  expect([isTimeZone('America/Tijuana'), isTimeZone('Ciudad de México')]).toEqual([true, false]);
});

it('leaves a calendar day where it is', () => {
  for (const zone of ['Pacific/Kiritimati', 'America/Mexico_City', 'Pacific/Pago_Pago']) {
    useTimeZone(zone);
    expect(formatDate('2026-03-01')).toBe('1 de marzo de 2026');
  }
});

it('writes figures as they are written in Mexico', () => {
  expect(formatNumber(12345)).toBe('12,345');
  expect(formatNumber(1234)).toBe('1,234');
  expect(plain(formatShare(0.5))).toMatch(/^50 ?%$/);
  speak('en');
  expect(formatNumber(12345)).toBe('12,345');
});
