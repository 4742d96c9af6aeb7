/** PostgreSQL's own names for being stopped, starting, or having no place left for us (class 57P, 08 and 53300). */
const awayStates = /^(57P0[123]|08...|53300)$/;
const unreached: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** What the driver says of a connection that broke under it. */
const broken = /^(Connection terminated|Client has encountered a connection error)/;

/** Whether an error means that the database cannot be asked now, and may be asked again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (broken.test(error.message)) return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  // Of a host with several addresses it is one error for all of them.
  const isOfSystem = 'syscall' in error || error instanceof AggregateError;
  return awayStates.test(error.code) || (isOfSystem && unreached.has(error.code));
}
