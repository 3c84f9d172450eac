import { getLocale, type Locale } from '#lib/generated/paraglide/runtime.js';

/**
 * How dates and figures are written in each language of the interface: Spanish as in Mexico, with the hours of official
 * papers (20:30), since "p.m." would end in the middle of a sentence.
 */
const WRITTEN: Record<Locale, string> = { es: 'es-MX-u-hc-h23', en: 'en' };

export const DEFAULT_TIME_ZONE = 'America/Mexico_City';

let zone = DEFAULT_TIME_ZONE;

/** Says once, at the start, where the installation's days begin: a server's own clock is often in UTC. */
export function useTimeZone(name: string): void {
  zone = name;
}

/** The time zone in which every date is written. */
export function timeZone(): string {
  return zone;
}

type Length = 'full' | 'long' | 'medium';
type Moment = string | Date;

function write(at: Moment, style: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(WRITTEN[getLocale()], { ...style, timeZone }).format(new Date(at));
}

/** The day of a moment. A calendar day (`2026-03-01`) has no hour, so no zone moves it. */
export function formatDate(at: Moment, length: Length = 'long'): string {
  const calendar = typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at);
  return write(at, { dateStyle: length }, calendar ? 'UTC' : zone);
}

/** Day and hour of a moment. */
export function formatMoment(at: Moment, length: Length = 'long'): string {
  return write(at, { dateStyle: length, timeStyle: 'short' }, zone);
}

/** The hour of a moment. */
export function formatTime(at: Moment): string {
  return write(at, { timeStyle: 'short' }, zone);
}

/** The hour as the reader's own clock shows it, for what changes by the minute: wherever the installation is. */
export function formatClock(at: Moment): string {
  return write(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, undefined);
}

/** A figure, with its thousands apart. */
export function formatNumber(value: number): string {
  return value.toLocaleString(WRITTEN[getLocale()]);
}

/** A share (0.5) in per cent. */
export function formatShare(value: number): string {
  return value.toLocaleString(WRITTEN[getLocale()], { style: 'percent' });
}
