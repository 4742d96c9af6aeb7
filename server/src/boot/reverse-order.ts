import { setTimeout as pause } from 'node:timers/promises';

type Step = () => Promise<unknown>;

/**
 * Steps that are taken last first, each once, each whatever becomes of the others. A step that takes longer than it may
 * is left behind: what hangs must not keep the steps after it from being taken.
 */
export function reverseOrder(): { add(timeoutMs: number, step: Step): void; run(): Promise<void> } {
  const steps: { timeoutMs: number; step: Step }[] = [];
  return {
    add: (timeoutMs, step) => void steps.push({ timeoutMs, step }),
    async run() {
      const failures: unknown[] = [];
      for (let next = steps.pop(); next; next = steps.pop()) {
        const waiting = new AbortController();
        const taken = next.step().catch((error: unknown) => failures.push(error));
        const late = pause(next.timeoutMs, undefined, { signal: waiting.signal }).catch(() => undefined);
        await Promise.race([taken, late]);
        waiting.abort();
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed');
    },
  };
}
