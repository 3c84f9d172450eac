import { afterEach, expect, test, vi } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { keepRefusalsOffTheConsole } from './quiet.ts';
import { Refusal } from './refusal.ts';

const before = console.error;
afterEach(() => void (console.error = before));

test('refusals are not printed, once they are kept off; what goes wrong is', () => {
  const printed = vi.fn();
  console.error = printed;
  keepRefusalsOffTheConsole();
  keepRefusalsOffTheConsole();
  const refusal = new Refusal(CloseCode.malformed, 'malformed_message');
  console.error('closing connection x (while handling y) because of exception', refusal);
  expect(printed).not.toHaveBeenCalled();
  const fault = new Error('a fault');
  console.error('closing connection x (while handling y) because of exception', fault);
  console.error('of somebody else');
  expect(printed.mock.calls).toEqual([
    ['closing connection x (while handling y) because of exception', fault],
    ['of somebody else'],
  ]);
});
