/** One line of the table: what was measured, beside the reference of the same run and the goal. */
export interface Figure {
  goal: string;
  measured: string;
  reference: string;
  /** What the goal compares: a ratio, or a number in the unit of the goal. */
  value: number;
  limit: number;
}

/** The middle one, so that a single disturbance of the machine does not count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which that share of the sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** The medians of every number in results of the same shape. */
export function medians<T extends object>(results: readonly T[]): { [key in keyof T]: number } {
  const keys = Object.keys(results[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(
    keys.map((key) => [key, median(results.map((result) => Number(result[key])))]),
  ) as { [key in keyof T]: number };
}

const digits = (value: number) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** A number as the table shows it. */
export const shown = (value: number, unit = ''): string =>
  `${value.toFixed(digits(value))}${unit && ` ${unit}`}`;

/** The table, in Markdown. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ goal, measured, reference, value, limit }) => [
    goal,
    measured,
    reference,
    shown(value),
    `≤ ${limit}`,
    value <= limit ? 'yes' : '**no**',
  ]);
  const head = ['What', 'Concierta', 'Reference, same run', 'Value', 'Goal', 'Reached'];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
