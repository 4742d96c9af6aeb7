import type { Clock } from '../../deps.ts';

export type Circuit = {
  /** Nobody is asked for a while after failing again and again: those who wait would wait for nothing. */
  isOpen(): boolean;
  succeeded(): void;
  failed(): void;
};

const failuresMax = 5;
const withinMs = 30_000;
const restMs = 30_000;

/** Whether a provider answers at all, over all of its accounts. After a rest it is asked again, and one more failure is enough. */
export function circuit(clock: Pick<Clock, 'now'>): Circuit {
  let failedAt: number[] = [];
  let restsUntil = 0;
  return {
    isOpen: () => clock.now().getTime() < restsUntil,
    succeeded() {
      failedAt = [];
      restsUntil = 0;
    },
    failed() {
      const now = clock.now().getTime();
      failedAt = [...failedAt, now].slice(-failuresMax);
      const isSecondRest = restsUntil > 0;
      const areTooMany = failedAt.length === failuresMax && now - (failedAt[0] ?? now) <= withinMs;
      if (isSecondRest || areTooMany) restsUntil = now + restMs;
    },
  };
}
