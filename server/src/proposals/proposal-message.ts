import { formatCountry } from '@quittance/shared/format.ts';
import { addressLines } from '@quittance/shared/postal-address.ts';
import type { ProposedDetails } from '@quittance/shared/proposal.ts';
import type { MailedDocument } from '../comments/recipient-queries.ts';
import type { Change, MailBlock, MailMessage } from '../email/mail-message.ts';
import { oneLine } from '../email/one-line.ts';
import type { Wording } from '../email/wording.ts';
import type { StoredProposal } from './proposal-queries.ts';

type Changed = Pick<StoredProposal, 'kind' | 'before' | 'proposed'>;
export type NewNotice = Changed & Pick<StoredProposal, 'id' | 'authorName' | 'note' | 'proposedAt'> & { email: string };
export type AnsweredProposal = Changed & { state: 'accepted' | 'declined'; reason: string | null };

/** To the merchant's own people: what is recorded and what shall be, side by side, and how to answer. */
export function noticeMessage(wording: Wording, document: MailedDocument, proposal: NewNotice): MailMessage {
  const { words, moment } = wording;
  const { notice, unchanged } = words.proposal;
  const { kind, id, authorName, email, note, proposedAt, proposed } = proposal;
  const customer = oneLine(document.customerName);
  const subject = notice.subject[kind]({ customer, number: oneLine(document.number) });
  const author = authorName === email ? email : `${oneLine(authorName)} (${email})`;
  return {
    subject,
    preheader: unchanged,
    blocks: [
      { kind: 'title', text: subject },
      small(words.comment.written({ author, time: moment(proposedAt) })),
      changes(wording, proposal, words.proposal.proposed),
      ...(note === null ? [] : [paragraph(note)]),
      ...(proposed.invoiceEmail ? [paragraph(notice.newRecipient)] : []),
      paragraph(notice.elsewhere[kind]),
      paragraph(unchanged),
      small(notice.answer({ id })),
    ],
  };
}

/** To the customer's people, with the way to the document. */
export function answerMessage(
  wording: Wording,
  document: MailedDocument,
  proposal: AnsweredProposal,
  url: string,
): MailMessage {
  const { words } = wording;
  const { state, kind, reason } = proposal;
  const { title, holds } = words.proposal.answer[state];
  const subject = title[kind]({ number: oneLine(document.number) });
  return {
    subject,
    preheader: holds[kind],
    blocks: [
      { kind: 'title', text: subject },
      changes(wording, proposal, state === 'accepted' ? words.proposal.accepted : words.proposal.proposed),
      ...(reason === null ? [] : [paragraph(words.proposal.answer.reason({ reason }))]),
      paragraph(holds[kind]),
      { kind: 'button', text: words.document[document.kind].view, url, picture: null },
      small(words.proposal.unchanged),
    ],
  };
}

function changes({ words, language }: Wording, { before, proposed }: Changed, after: string): MailBlock {
  const { fields, before: now, none, allContacts } = words.proposal;
  const row = (label: string, of: (details: ProposedDetails) => string | null | undefined): Change[] => {
    const value = of(proposed);
    return value === undefined ? [] : [{ label, before: of(before) || none, after: value || none }];
  };
  const rows = [
    ...row(fields.reference, ({ reference }) => reference),
    ...row(fields.name, ({ name }) => name),
    ...row(fields.address, ({ address }) => address && addressText(address, language)),
    ...row(fields.vatNumber, ({ vatNumber }) => vatNumber),
    ...row(fields.invoiceEmail, ({ invoiceEmail }) => (invoiceEmail === null ? allContacts : invoiceEmail)),
  ];
  return { kind: 'changes', before: now, after, rows };
}

function addressText(address: NonNullable<ProposedDetails['address']>, language: string): string {
  const { country } = address;
  return [...addressLines(address), ...(country === null ? [] : [formatCountry(country, language)])]
    .map((line) => oneLine(line))
    .join('\n');
}

function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', parts: [text] };
}

function small(text: string): MailBlock {
  return { kind: 'small', text };
}
