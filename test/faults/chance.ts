import { type Random, seededRandom } from '../../sandbox/vendors/random.ts';

/** Chance for one part of a run: the same seed and numbers give the same luck, whatever happens elsewhere. */
export function chanceOf(seed: number, ...numbers: number[]): Random {
  const mixed = [seed, ...numbers].reduce(
    (hash, number) => Math.imul(hash ^ number, 0x9e3779b1) ^ (hash >>> 15),
    0x811c9dc5,
  );
  return seededRandom(mixed);
}

/** One of the keys, by weight. */
export function weighed<Key extends string>(random: Random, weights: Readonly<Record<Key, number>>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = random.int(
    1,
    entries.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [key, weight] of entries) {
    left -= weight;
    if (left <= 0) return key;
  }
  throw new RangeError('Nothing to choose from.');
}

/** A copy in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.int(0, last);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}
