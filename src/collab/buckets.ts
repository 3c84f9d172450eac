import { Throttle } from './limits.ts';

const MOST_KEPT = 1_000;

/** A bucket for each of many who are named; one that is full again may be forgotten. */
export function buckets(perSecond: number, burst: number): (name: string) => Throttle {
  const kept = new Map<string, Throttle>();

  return (name) => {
    let bucket = kept.get(name);
    if (!bucket) {
      if (kept.size >= MOST_KEPT) for (const [other, its] of kept) if (its.isFull()) kept.delete(other);
      kept.set(name, (bucket = new Throttle(perSecond, burst)));
    }
    return bucket;
  };
}
