import { inspect } from 'node:util';
import type { CloseCode } from '#lib/domain/collaboration.ts';

/**
 * A message, or a whole connection, that is not accepted. Deliberately no Error: Hocuspocus prints the stack of every
 * Error a hook throws, and a refusal is an answer, not a fault.
 */
export class Refusal {
  readonly code: CloseCode;
  readonly reason: string;

  constructor(code: CloseCode, reason: string) {
    this.code = code;
    this.reason = reason;
  }

  [inspect.custom](): string {
    return `refused: ${this.code} ${this.reason}`;
  }
}
