/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** A whole number from 0 up to, and without, a limit. */
  below(limit: number): number;
  /** True in so many of a hundred cases. */
  percent(percentage: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** So many of the values, each once, in some order. */
  some<T>(values: readonly T[], count: number): readonly T[];
}

/** Numbers by mulberry32. */
export function seeded(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const some = <T>(values: readonly T[], count: number): readonly T[] => {
    const left = [...values];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(below(left.length), 1),
    ).flat();
  };
  const pick = <T>(values: readonly T[]): T => {
    const [value] = some(values, 1);
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  };
  return { below, some, pick, percent: (percentage) => below(100) < percentage };
}
