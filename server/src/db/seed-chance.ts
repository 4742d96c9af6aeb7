export type Chance = {
  /** Both ends included. */
  between(from: number, to: number): number;
  isOneIn(count: number): boolean;
};

/** The same numbers for the same seed: the demo looks the same on every machine (mulberry32). */
export function seededChance(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { between, isOneIn: (count) => between(1, count) === 1 };
}
