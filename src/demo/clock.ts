/** Turns "so many days ago" into office hours of that day, counted back from the moment the world is made. */
export type Clock = { now: Date; daysAgo: (days: number, minutes?: number) => Date };

const DAY = 86_400_000;
/** 10:00 in central Mexico (UTC−6 all year). */
const OPENING = 16 * 3_600_000;

export function makeClock(now: Date): Clock {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return {
    now,
    daysAgo: (days, minutes = 0) => new Date(today - days * DAY + OPENING + minutes * 60_000),
  };
}
