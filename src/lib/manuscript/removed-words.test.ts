import { expect, test } from 'vitest';
import { RemovedWords } from './removed-words.ts';

function without(...texts: string[]): RemovedWords {
  const words = new RemovedWords();
  words.next();
  for (const [at, text] of texts.entries()) {
    const last: [number, number] = [at + 1, text.length - 1];
    words.add({ text, runs: [[text.length, at + 1]], first: [at + 1, 0], last }, null, null);
  }
  words.next();
  return words;
}

const time = (work: () => void): number => {
  const since = performance.now();
  work();
  return performance.now() - since;
};

test('of several removed texts inside of what comes in, the longest is given back first', () => {
  const words = without('la sociedad civil', 'con la sociedad civil organizada', 'responde por ella');
  const came = 'Hoy, con la sociedad civil organizada, alguien responde por ella.';
  expect(words.claim(came)).toEqual([
    [5, null, 0],
    [32, 2, 0],
    [10, null, 0],
    [17, 3, 0],
    [1, null, 0],
  ]);
});

test('part of a removed text is given back, and the rest of it stays for later', () => {
  const words = without('Primero esto, y después lo otro.');
  expect(words.claim('y después')).toEqual([[9, 1, 0]]);
  expect(words.claim('Primero esto, ')).toEqual([[14, 1, 0]]);
  expect(words.claim(' lo otro.')).toEqual([[9, 1, 0]]);
  expect(words.claim('y después')).toEqual([[9, null, 0]]);
});

test('words that are made to be hard to find take ten times as long when they are ten times as many, not a hundred', () => {
  const hard = (size: number) => {
    const needle = `${'a'.repeat(size / 2)}b${'a'.repeat(size / 2)}`;
    return Math.min(
      ...[1, 2, 3].map(() => {
        const words = without(needle);
        const text = 'a'.repeat(size * 20);
        return time(() => expect(words.claim(text)).toEqual([[text.length, null, 0]]));
      }),
    );
  };
  expect(hard(90_000)).toBeLessThan(Math.max(hard(9_000), 5) * 40);
});

test('for one edit only so much is looked at: what is found by nothing then is of whoever sent it', () => {
  const removed = Array.from({ length: 190 }, (_, at) => `${'ab'.repeat(200)}c${at}`);
  const few = without(...removed);
  const many = without(...removed);
  const piece = `${'ab'.repeat(300)}d`;
  const short = time(() => {
    for (let count = 0; count < 50; count += 1) few.claim(piece);
  });
  const long = time(() => {
    for (let count = 0; count < 20_000; count += 1) many.claim(piece);
  });
  expect(long).toBeLessThan(Math.max(short, 20) * 30);
  expect(many.claim(removed[3]!)).toEqual([[removed[3]!.length, null, 0]]);
  many.next();
  expect(many.claim(removed[3]!)).toEqual([[removed[3]!.length, 4, 0]]);
});
