import { commentBytesMax } from '@quittance/shared/comment-file.ts';
import { oneLine } from '../email/one-line.ts';
import type { MailBlock, MailMessage } from '../email/mail-message.ts';
import type { Wording } from '../email/wording.ts';
import { answerableDays } from './find-replier.ts';
import type { MailedDocument } from './recipient-queries.ts';

/** What became of an answer by mail that was not added as it came. */
export type AnswerFlaw =
  | { kind: 'nothing' | 'too_long' | 'too_large' | 'card_number' | 'too_old' | 'unreadable' }
  | { kind: 'files_refused' | 'files_left_out'; names: readonly string[] };

/** To the author; `url` leads a customer's contact to the document, the merchant's people have none. */
export function flawMessage(
  { words }: Wording,
  { document, flaw }: { document: MailedDocument; flaw: AnswerFlaw },
  url: string | null,
): MailMessage {
  const { refused } = words.comment;
  const titles = flaw.kind === 'files_left_out' ? refused.filesTitle : refused.title;
  const subject = titles[document.kind]({ number: oneLine(document.number) });
  const reason = reasonOf(refused, flaw);
  const view = words.document[document.kind].view;
  return {
    subject,
    preheader: reason,
    blocks: [
      { kind: 'title', text: subject },
      { kind: 'paragraph', parts: [reason] },
      ...('names' in flaw ? [{ kind: 'paragraph', parts: [refused.kinds] } satisfies MailBlock] : []),
      ...(url === null ? [] : [{ kind: 'button', text: view, url, picture: null } satisfies MailBlock]),
    ],
  };
}

function reasonOf(refused: Wording['words']['comment']['refused'], flaw: AnswerFlaw): string {
  switch (flaw.kind) {
    case 'nothing':
      return refused.nothing;
    case 'too_long':
      return refused.tooLong;
    case 'too_large':
      return refused.tooLarge({ megabytes: commentBytesMax / 1024 / 1024 });
    case 'card_number':
      return refused.cardNumber;
    case 'too_old':
      return refused.tooOld({ days: answerableDays });
    case 'unreadable':
      return refused.unreadable;
    case 'files_refused':
      return refused.filesRefused({ names: namesOf(flaw.names) });
    case 'files_left_out':
      return refused.filesLeftOut({ names: namesOf(flaw.names) });
  }
}

function namesOf(names: readonly string[]): string {
  return names
    .slice(0, 20)
    .map((name) => oneLine(name, 100))
    .join(', ');
}
