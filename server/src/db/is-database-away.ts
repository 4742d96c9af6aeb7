/** PostgreSQL's own names for being stopped, starting, or having no place left for us (class 57P, 08 and 53300). */
const awayStates = /^(57P0[123]|08...|53300)$/;
const unreached: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/** Whether an error means that the database cannot be asked now, and may be asked again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === 'Connection terminated unexpectedly') return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return awayStates.test(error.code) || (unreached.has(error.code) && 'syscall' in error);
}
