import { Refusal } from './refusal.ts';

let quiet = false;

/**
 * Hocuspocus prints on the console whatever a hook throws. A refusal is an answer, which the hook's guard has logged
 * (guard.ts), so that it is left out there; everything else is printed as ever.
 */
export function keepRefusalsOffTheConsole(): void {
  if (quiet) return;
  quiet = true;
  const print = console.error;
  console.error = (...values: unknown[]) => {
    if (!values.some((value) => value instanceof Refusal)) print(...values);
  };
}
