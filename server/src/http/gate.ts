/** Counts what is being done at this moment in this process, where doing it holds much memory or a processor. */
export type Gate = {
  /** What whoever enters calls when it is done; null while no more may be inside, in all or for one of `who`. */
  enter: (...who: readonly string[]) => (() => void) | null;
};

export function openGate({ max = Infinity, maxEach }: { max?: number; maxEach: number }): Gate {
  const inside = new Set<readonly string[]>();
  const countOf = (one: string) => [...inside].filter((who) => who.includes(one)).length;
  return {
    enter(...who) {
      if (inside.size >= max || who.some((one) => countOf(one) >= maxEach)) return null;
      inside.add(who);
      return () => void inside.delete(who);
    },
  };
}
