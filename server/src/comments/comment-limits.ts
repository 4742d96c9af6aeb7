import { countOne } from '../access/rate-limit.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';

const commentsAnHour = { name: 'comments', max: 20, windowSeconds: 3600 };

/** Counts one more comment of this contact, by the portal or by mail. */
export async function countComment(deps: Pick<Deps, 'db' | 'config'>, contactId: string): Promise<void> {
  const { isOver, retryAfterSeconds } = await countOne(deps, commentsAnHour, contactId);
  if (!isOver) return;
  const detail = `At most ${commentsAnHour.max} comments an hour. Wait before you write another.`;
  throw new AppError('too_many_comments', detail, { retryAfterSeconds });
}
