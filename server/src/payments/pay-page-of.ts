import { maskEmail } from '@quittance/shared/access.ts';
import { sumOfLeft } from '@quittance/shared/credit-split.ts';
import type { DocumentSummary } from '@quittance/shared/customer-view.ts';
import type { TransferDetails } from '@quittance/shared/document.ts';
import type { PayDraft } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { sumOfShares } from '@quittance/shared/payment-split.ts';
import { getContact } from '../access/contact-queries.ts';
import { addMs, dayMs } from '../access/duration.ts';
import type { MerchantKey, Payer } from '../access/scope.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { findAnnouncement } from './announcement-queries.ts';
import { findCustomerCountry } from './customer-country-queries.ts';
import { listOpenAttempts } from './open-attempt-queries.ts';
import type { Principal } from './payment-lock-queries.ts';
import { paymentOffer, type OfferDeps } from './payment-offer.ts';
import { listUsableCredit } from './plan-credit.ts';
import { transferInstructions } from './transfer-instructions.ts';

export type PayPageDeps = OfferDeps & Pick<Deps, 'clock'>;

/** Who pays, and the language in which a provider goes on with them. */
export type SpokenTo = Payer & { language: string };

/** What is to be paid in one go, whatever it is made of. */
type ToPay = {
  entity: EntityProfile;
  customerId: string;
  /** Of several, the one that is due first. */
  summary: DocumentSummary;
  draft: PayDraft | null;
  invoiceIds: readonly string[];
  amountMinor: number;
  /** For a bank transfer. */
  reference: string;
  documentTransfers: readonly TransferDetails[];
};

/** How this payer may pay it now. */
export async function payPageOf(deps: PayPageDeps, payer: SpokenTo, toPay: ToPay): Promise<PayPage> {
  const { reader, principal, contactId, language } = payer;
  const { entity, summary, draft, amountMinor, reference, documentTransfers } = toPay;
  const { currency } = summary;
  const instructions = transferInstructions({
    documentTransfers,
    entity: { ...entity, legalName: entity.view.legalName },
    reference,
    amountMinor,
    currency,
  });
  const account = { entityId: entity.id, customerId: toPay.customerId, currency };
  const credit = await listUsableCredit(deps, reader, account, draft?.id ?? null);
  const { email } = await getContact(deps.db, reader, contactId);
  const who = { merchantId: reader.merchantId, principal, customerId: toPay.customerId };
  const country = await findCustomerCountry(deps.db, reader, toPay.customerId);
  const due = { entity, amountMinor, currency, country, language, hasTransfer: instructions !== null };
  const offer = await paymentOffer(deps, who, due);
  const isTransferOffered = offer.methods.some(({ kind }) => kind === 'transfer');
  return {
    entity: entity.view,
    summary,
    draft,
    announcement: await announcementOf(deps, reader, toPay),
    creditMinor: draft?.isSettled ? 0 : Math.min(owedMinor(toPay), sumOfLeft(credit)),
    partMinMinor: entity.partPaymentMinMinor,
    offer,
    transfer: isTransferOffered ? instructions : null,
    openAttempt: await findOpenAttempt(deps, who, toPay.invoiceIds),
    isSignedIn: principal.startsWith('contact:'),
    maskedEmail: maskEmail(email),
  };
}

const announcedMs = 30 * dayMs;

async function announcementOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantKey,
  { invoiceIds }: ToPay,
): Promise<PayPage['announcement']> {
  const since = addMs(deps.clock.now(), -announcedMs);
  const found = await findAnnouncement(deps.db, scope, { invoiceIds, since });
  return found ? { ...found, announcedAt: found.announcedAt.toISOString() } : null;
}

/** Before credit is taken off it. */
function owedMinor({ draft, amountMinor }: ToPay): number {
  return draft ? sumOfShares(draft.invoices) : amountMinor;
}

/** One's own before a colleague's: that can be gone on with. */
async function findOpenAttempt(
  deps: Pick<Deps, 'db'>,
  who: Principal,
  invoiceIds: readonly string[],
): Promise<PayPage['openAttempt']> {
  const all = await listOpenAttempts(deps.db, who, invoiceIds);
  const open = all.find((each) => each.principal === who.principal) ?? all[0];
  if (!open) return null;
  const { attemptId, principal, state, createdAt } = open;
  return { attemptId: principal === who.principal ? attemptId : null, state, startedAt: createdAt.toISOString() };
}
