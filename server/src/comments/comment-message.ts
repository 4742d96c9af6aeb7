import { oneLine } from '../email/one-line.ts';
import type { MailBlock, MailMessage } from '../email/mail-message.ts';
import type { Wording } from '../email/wording.ts';
import type { MailedDocument, UntoldComment } from './recipient-queries.ts';

export type ToldComments = {
  document: MailedDocument;
  entityName: string;
  entityEmail: string;
  comments: readonly UntoldComment[];
  /** Whether a reply to this mail becomes a comment. */
  canReply: boolean;
  /** Whether the files come with the mail. */
  hasFiles: boolean;
};

/** To a customer's contact: what the merchant said, and the way to the document. */
export function customerMessage(wording: Wording, told: ToldComments, url: string): MailMessage {
  const { comment, document: documents } = wording.words;
  const { document, entityName, comments } = told;
  const subject = comment.subject[document.kind]({ number: oneLine(document.number) });
  return {
    subject,
    preheader: preheaderOf(comments),
    blocks: [
      ...replyMarker(wording, told),
      { kind: 'title', text: subject },
      ...comments.flatMap((each) =>
        blocksOf(wording, told, { comment: each, author: `${oneLine(each.authorName)}, ${oneLine(entityName)}` }),
      ),
      { kind: 'button', text: documents[document.kind].view, url, picture: null },
      small(told.canReply ? comment.reply : comment.answerInPortal({ email: oneLine(told.entityEmail) })),
    ],
  };
}

/** To the merchant's own people; they get no customer's link. */
export function merchantMessage(wording: Wording, told: ToldComments): MailMessage {
  const { comment } = wording.words;
  const { document, comments } = told;
  const customer = oneLine(document.customerName);
  const subject = comment.notice[document.kind]({ customer, number: oneLine(document.number) });
  return {
    subject,
    preheader: preheaderOf(comments),
    blocks: [
      ...replyMarker(wording, told),
      { kind: 'title', text: subject },
      ...comments.flatMap((each) => blocksOf(wording, told, { comment: each, author: authorOf(each) })),
      small(told.canReply ? comment.replyToCustomer({ customer }) : comment.answerElsewhere),
    ],
  };
}

function preheaderOf([first]: readonly UntoldComment[]): string {
  return oneLine(first?.text ?? '') || oneLine(first?.files.map(({ fileName }) => fileName).join(', ') ?? '');
}

/** Mail programs put what they quote below the answer: this line shows where that begins. */
function replyMarker({ words }: Wording, { canReply }: ToldComments): MailBlock[] {
  return canReply ? [small(`## ${words.comment.replyAbove} ##`)] : [];
}

function authorOf({ authorName, contactEmail }: UntoldComment): string {
  const name = oneLine(authorName);
  return contactEmail === null || contactEmail === name ? name : `${name} (${oneLine(contactEmail)})`;
}

function blocksOf(
  { words, moment }: Wording,
  { hasFiles }: ToldComments,
  { comment, author }: { comment: UntoldComment; author: string },
): MailBlock[] {
  const names = comment.files.map(({ fileName }) => oneLine(fileName)).join(', ');
  const { files, filesAttached } = words.comment;
  return [
    small(words.comment.written({ author, time: moment(comment.writtenAt) })),
    ...(comment.text === '' ? [] : [{ kind: 'paragraph' as const, parts: [comment.text] }]),
    ...(names === '' ? [] : [small(hasFiles ? filesAttached({ names }) : files({ names }))]),
  ];
}

function small(text: string): MailBlock {
  return { kind: 'small', text };
}
