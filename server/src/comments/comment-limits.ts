import { countMore, countOne, countSoFar, type Counted } from '../access/rate-limit.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';

type LimitDeps = Pick<Deps, 'db' | 'config'>;

const commentsAnHour = { name: 'comments', max: 20, windowSeconds: 3600 };
const kibibyte = 1024;
const fileKibibytesADay = { name: 'comment-files', max: 50 * kibibyte, windowSeconds: 86_400 };

const mailsAnHour = { name: 'answers-by-mail', max: 40, windowSeconds: 3600 };
const noticesAnHour = { name: 'answer-notices', max: 3, windowSeconds: 3600 };

/** Counts a mail to one reply address before it is read: reading is the work. */
export async function countMail(deps: LimitDeps, recipientId: string): Promise<void> {
  const { isOver, retryAfterSeconds } = await countOne(deps, mailsAnHour, recipientId);
  if (!isOver) return;
  const detail = `At most ${mailsAnHour.max} mails an hour to one address.`;
  throw new AppError('rate_limited', detail, { retryAfterSeconds });
}

/** Whether the author of mails that cannot be added is to be told once more. */
export async function mayNotify(deps: LimitDeps, recipientId: string): Promise<boolean> {
  return !(await countOne(deps, noticesAnHour, recipientId)).isOver;
}

/** Counts one more comment of this contact, by the portal or by mail. */
export async function countComment(deps: LimitDeps, contactId: string): Promise<void> {
  refuseMore(await countOne(deps, commentsAnHour, contactId));
}

/** Refuses whoever was refused before in this hour, so that nothing of what they send has to be read. */
export async function refuseFurtherComments(deps: LimitDeps, contactId: string): Promise<void> {
  refuseMore(await countSoFar(deps, commentsAnHour, contactId));
}

function refuseMore({ isOver, retryAfterSeconds }: Counted): void {
  if (!isOver) return;
  const detail = `At most ${commentsAnHour.max} comments an hour. Wait before you write another.`;
  throw new AppError('too_many_comments', detail, { retryAfterSeconds });
}

/** Counts what this contact sends, refused files too: looking into them is the work. */
export async function countFileBytes(deps: LimitDeps, contactId: string, bytes: number): Promise<void> {
  if (bytes === 0) return;
  const more = Math.ceil(bytes / kibibyte);
  const { isOver, retryAfterSeconds } = await countMore(deps, fileKibibytesADay, contactId, more);
  if (!isOver) return;
  const detail = `At most ${fileKibibytesADay.max / kibibyte} MiB of files a day. Send more tomorrow.`;
  throw new AppError('too_many_files', detail, { retryAfterSeconds });
}
