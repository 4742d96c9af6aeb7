type Step = () => Promise<void>;

/** Steps that are taken last first, each once, each whatever becomes of the others. */
export function reverseOrder(): { add(step: Step): void; run(): Promise<void> } {
  const steps: Step[] = [];
  return {
    add: (step) => void steps.push(step),
    async run() {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step; step = steps.pop()) {
        await step().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
    },
  };
}
