import type { Payer } from '../access/scope.ts';
import { acceptFiles, type IncomingFile, refuseTooMuch } from '../comments/accept-files.ts';
import { countComment } from '../comments/comment-limits.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { insertDocumentEvents } from '../documents/document-event-queries.ts';
import { queueAnnouncementNotice } from '../email/queue-announcement-notice.ts';
import type { MailDeps } from '../email/queue-message.ts';
import { AppError } from '../http/errors.ts';
import { findAnnouncementOfDraft, saveAnnouncement } from './announcement-queries.ts';
import { findAttemptOfDraft } from './attempt-view-queries.ts';
import { findDraft } from './draft-queries.ts';
import { shownReference } from './shown-reference.ts';

type AnnounceDeps = Pick<Deps, 'db' | 'pictures'> & MailDeps;

/**
 * Its payer says that the money of a draft was transferred, perhaps with a proof. Pays nothing: the merchant is told, once, and a second time
 * if the proof comes later. Anything more of the same is known already.
 */
export async function announceTransfer(
  deps: AnnounceDeps & Pick<Deps, 'files'>,
  payer: Payer,
  draftId: string,
  files: readonly IncomingFile[],
): Promise<void> {
  const { merchantId } = payer.reader;
  const draft = await findDraft(deps.db, { merchantId, principal: payer.principal }, draftId);
  if (!draft) throw new AppError('not_found');
  if (files.length > 1) {
    const message = 'one proof at most';
    throw new AppError('invalid_request', `body.file: ${message}`, { issues: [{ path: 'body.file', message }] });
  }
  if (draft.settledAt || (await findAttemptOfDraft(deps.db, draft))) throw new AppError('already_paid');
  const before = await findAnnouncementOfDraft(deps.db, draft, draftId);
  if (before && (before.hasProof || files.length === 0)) return;
  // Counted with comments: what may be sent to the merchant is one thing, whichever page it is sent from.
  await countComment(deps, payer.contactId);
  refuseTooMuch(files);
  const [proof = null] = await acceptFiles(deps, files);
  const reference = shownReference(draft, await getEntityProfile(deps.db, draft, draft.entityId));
  const announcedAt = deps.clock.now();
  await deps.db.transaction().execute(async (trx) => {
    if (!(await saveAnnouncement(trx, draft, { draftId, announcedAt, proof }))) return;
    await queueAnnouncementNotice(deps, trx, { ...draft, reference, proof });
    if (before) return;
    const events = draft.invoices.map(({ invoiceId, amountMinor }) => ({
      documentId: invoiceId,
      kind: 'transfer_announced' as const,
      data: { draftId, amountMinor },
    }));
    await insertDocumentEvents(trx, draft, events, announcedAt);
  });
}
