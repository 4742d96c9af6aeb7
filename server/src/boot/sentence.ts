/** What went wrong, for a person at a terminal: our own errors say it themselves, a defect also shows where. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOurs = error.constructor === Error;
  const parts = error instanceof AggregateError ? error.errors.map((part) => `  ${sentenceOf(part)}`) : [];
  return [isOurs ? error.message : (error.stack ?? error.message), ...parts].join('\n');
}
