import { AppError } from '../../http/errors.ts';

/** What a message says; null where it is no JSON. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of a message that is not genuine: whoever sends it may do so again, and is told no more than why. */
export function refusedMessage(detail: string): AppError {
  return new AppError('invalid_request', detail, { status: 400 });
}
