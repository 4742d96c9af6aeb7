import type { NewProposal, ProposedDetails } from '@quittance/shared/proposal.ts';
import { holdsCardNumber } from '@quittance/shared/comment-text.ts';
import { countOne } from '../access/rate-limit.ts';
import type { Session } from '../access/session.ts';
import { getThreadReader } from '../comments/read-thread.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { AppError } from '../http/errors.ts';
import { mailNotice } from './mail-proposal.ts';
import {
  closeProposal,
  findOpenProposal,
  getRecordedDetails,
  holdDocument,
  insertProposal,
} from './proposal-queries.ts';

const proposalsAnHour = { name: 'proposals', max: 20, windowSeconds: 3600 };

/**
 * Asks the merchant to correct something: whoever may write in the conversation about a document may. Takes the place of the open one of
 * its kind; the same again is the same one.
 */
export async function proposeChange(
  deps: MailDeps & Pick<Deps, 'db'>,
  session: Session,
  { documentId, proposal }: { documentId: string; proposal: NewProposal },
): Promise<void> {
  const { reader, authorName } = await getThreadReader(deps, session, documentId);
  const { kind, note } = proposal;
  if (note !== null && holdsCardNumber(note)) throw new AppError('card_number_in_text');
  await countProposal(deps, reader.contactId);
  await deps.db.transaction().execute(async (trx) => {
    await holdDocument(trx, reader, documentId);
    const { before, proposed } = differences(await getRecordedDetails(trx, reader, documentId), wantedBy(proposal));
    const open = await findOpenProposal(trx, reader, { documentId, kind });
    if (open && open.note === note && isSame(open.proposed, proposed)) return;
    if (Object.keys(proposed).length === 0)
      throw new AppError('nothing_to_change', 'All of this is recorded like that already.');
    const now = deps.clock.now();
    if (open) await closeProposal(trx, reader, { id: open.id, state: 'withdrawn', isReplaced: true, now });
    const { contactId } = reader;
    const said = { documentId, kind, contactId, authorName, before, proposed, note, proposedAt: now };
    const id = await insertProposal(trx, reader, said);
    const event = { documentId, contactId, kind: 'change_proposed', data: { proposalId: id } } as const;
    await insertDocumentEvents(trx, reader, [event], now);
    await mailNotice(deps, trx, reader, { ...said, id, email: session.email });
  });
}

async function countProposal(deps: Pick<Deps, 'db' | 'config'>, contactId: string): Promise<void> {
  const { isOver, retryAfterSeconds } = await countOne(deps, proposalsAnHour, contactId);
  if (!isOver) return;
  const detail = `At most ${proposalsAnHour.max} proposals an hour. Wait before you send another.`;
  throw new AppError('rate_limited', detail, { retryAfterSeconds });
}

/** An e-mail address that is left empty stays as it is. */
function wantedBy(proposal: NewProposal): ProposedDetails {
  if (proposal.kind === 'reference') return { reference: proposal.reference };
  const { name, address, vatNumber, invoiceEmail } = proposal;
  return { name, address, vatNumber, ...(invoiceEmail !== null && { invoiceEmail }) };
}

function differences(recorded: Required<ProposedDetails>, wanted: ProposedDetails) {
  const keys = detailKeys.filter((key) => wanted[key] !== undefined && !isSame(recorded[key], wanted[key]));
  const only = (details: ProposedDetails): ProposedDetails =>
    Object.fromEntries(keys.map((key) => [key, details[key]]));
  return { before: only(recorded), proposed: only(wanted) };
}

const detailKeys = ['reference', 'name', 'address', 'vatNumber', 'invoiceEmail'] as const;

/** Whatever the order of the fields: a database keeps none. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
