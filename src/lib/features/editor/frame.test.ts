import { describe, expect, it } from 'vitest';
import { readFrame } from './frame.ts';

const name = 'chapter/8f14e45f-ceea-467f-a0e6-0a0b0c0d0e0f';
function message(...rest: number[]): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  return new Uint8Array([bytes.length, ...bytes, ...rest]);
}

describe('readFrame', () => {
  it.each([
    ['an edit', [0, 2, 3, 1, 2, 3], 'edit'],
    ['the difference', [0, 1, 0], 'difference'],
    ['a question what is missing', [0, 0, 0], 'request'],
    ['a caret', [1, 2, 0, 0], null],
    ['an acknowledgement', [8, 1], 'applied'],
    ['a refusal', [8, 0], 'not_applied'],
    ['a stateless message', [5, 2, 123, 125], null],
  ])('tells %s', (_name, rest, frame) => {
    expect(readFrame(message(...rest))).toBe(frame);
  });

  it('reads names longer than 127 bytes', () => {
    const long = new Uint8Array(203);
    long.set([(200 % 128) | 128, 1]);
    expect(readFrame(new Uint8Array([...long.subarray(0, 202), 0, 2]))).toBe('edit');
  });

  it('makes nothing of a ping or of half a message', () => {
    expect(readFrame(new Uint8Array([9]))).toBeNull();
    expect(readFrame(message().subarray(0, 5))).toBeNull();
  });
});
