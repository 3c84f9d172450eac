import { describe, expect, it } from 'vitest';
import { Acknowledgements } from './acknowledgements.ts';

const mark = (clock: number) => ({ clock, removals: 0 });

function connected(): Acknowledgements {
  const edits = new Acknowledgements();
  edits.sent(true, mark(0));
  edits.answered();
  return edits;
}

describe('what the server has acknowledged', () => {
  it('is nothing to wait for before the first edit', () => {
    expect(connected().unsent).toBe(0);
  });

  it('counts an edit until its message is answered', () => {
    const edits = connected();
    edits.made();
    edits.sent(false, mark(0));
    edits.made();
    edits.sent(false, mark(0));
    expect(edits.unsent).toBe(2);
    edits.answered();
    expect(edits.unsent).toBe(1);
    edits.answered();
    expect(edits.unsent).toBe(0);
  });

  it('keeps what was on its way when the connection was lost', () => {
    const edits = connected();
    edits.made();
    edits.sent(false, mark(0));
    edits.lost();
    edits.made();
    expect(edits.unsent).toBe(2);
  });

  it('believes a single answered edit only after the difference was answered', () => {
    const edits = connected();
    edits.made();
    edits.lost();
    edits.made();
    edits.sent(false, mark(0));
    edits.sent(true, mark(0));
    edits.answered();
    expect(edits.unsent).toBe(2);
    edits.answered();
    expect(edits.unsent).toBe(0);
  });

  it('says what the server has, at every answer', () => {
    const edits = connected();
    edits.sent(false, mark(3));
    edits.sent(false, mark(5));
    expect([edits.answered(), edits.answered(), edits.answered()]).toEqual([mark(3), mark(5), null]);
    edits.lost();
    edits.sent(false, mark(7));
    expect(edits.answered()).toBeNull();
  });

  it('ignores an answer to nothing', () => {
    const edits = connected();
    edits.made();
    edits.answered();
    expect(edits.unsent).toBe(1);
  });
});
