import type { Kysely } from 'kysely';
import { bareReferences, readReference } from '@quittance/shared/payment-reference.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { MerchantScope } from '../access/scope.ts';
import { getEntityProfile } from '../branding/entity-queries.ts';
import type { Database } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import type { InvoiceAccount } from './booking-queries.ts';
import { listDraftInvoices } from './draft-queries.ts';
import { findDraftByReference, listInvoicesByReference } from './reference-queries.ts';
import { shownReference } from './shown-reference.ts';

/** What money under these references is for: one customer of one entity, and the invoices in the order in which they are to be paid. */
export type Referenced = InvoiceAccount & {
  /** As they were shown to the payer. */
  references: string[];
  /** The baskets among them. */
  draftIds: string[];
  /** Each invoice once; `amountMinor` null: as far as the money goes. */
  parts: { invoiceId: string; amountMinor: number | null }[];
};

/**
 * Reads what payers write: references of baskets in either form, or of single invoices, however they are spaced. Refuses what names
 * nothing, and what names several customers, whose money is recorded one by one.
 */
export async function findByReferences(
  db: Kysely<Database>,
  scope: MerchantScope,
  references: readonly string[],
): Promise<Referenced> {
  const found: Referenced[] = [];
  for (const reference of references) {
    const one = await findByReference(db, scope, reference);
    // In two forms it is still the same basket.
    if (!one.draftIds.some((id) => found.some(({ draftIds }) => draftIds.includes(id)))) found.push(one);
  }
  const [first] = found;
  if (!first) throw new AppError('invalid_request', 'Name at least one reference.');
  for (const { entityId, customerId, currency } of found) {
    if (entityId !== first.entityId || customerId !== first.customerId || currency !== first.currency)
      throw new AppError(
        'invalid_request',
        'The references are of different customers, entities or currencies: record the money of each by itself.',
      );
  }
  const parts = new Map<string, Referenced['parts'][number]>();
  for (const part of found.flatMap((each) => each.parts)) {
    const before = parts.get(part.invoiceId);
    // Half of it in each of two baskets is all of it.
    const isOpenEnded = before?.amountMinor === null || part.amountMinor === null;
    const amountMinor = isOpenEnded ? null : (before?.amountMinor ?? 0) + (part.amountMinor ?? 0);
    parts.set(part.invoiceId, { ...part, amountMinor });
  }
  return {
    ...first,
    references: found.flatMap((each) => each.references),
    draftIds: found.flatMap((each) => each.draftIds),
    parts: [...parts.values()],
  };
}

/** In which currency money under these references is awaited, and by which clock its days go. */
export async function getReferenced(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  references: readonly string[],
): Promise<{ currency: string; timeZone: string }> {
  const { currency, entityId } = await findByReferences(deps.db, scope, references);
  return { currency, timeZone: (await getEntityProfile(deps.db, scope, entityId)).timeZone };
}

async function findByReference(db: Kysely<Database>, scope: MerchantScope, reference: string): Promise<Referenced> {
  const digits = readReference(reference);
  const named = digits !== null ? { reference: digits } : idNamed(reference);
  const draft = named && (await findDraftByReference(db, scope, named));
  if (draft) {
    const { id, entityId, customerId, currency } = draft;
    if (digits !== null) await refuseIfOfInvoice(db, scope, { reference, digits, draftId: id });
    const shown = shownReference(draft, await getEntityProfile(db, scope, entityId));
    const invoices = await listDraftInvoices(db, scope.merchantId, id);
    const parts = invoices.map(({ invoiceId, amountMinor }) => ({ invoiceId, amountMinor }));
    return { entityId, customerId, currency, references: [shown], draftIds: [id], parts };
  }
  const bare = reference.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
  const invoices = bare === '' ? [] : await listInvoicesByReference(db, scope, [bare]);
  const [first] = invoices;
  if (!first) throw unknownReference(reference, bare, digits !== null);
  const { entityId, customerId, currency } = first;
  if (invoices.some((each) => each.customerId !== customerId || each.entityId !== entityId))
    throw new AppError(
      'invalid_request',
      `Invoices of several customers or entities bear the reference ${reference}. Name the invoices themselves.`,
    );
  const parts = invoices
    .filter((each) => each.currency === currency)
    .map(({ id }) => ({ invoiceId: id, amountMinor: null }));
  return { entityId, customerId, currency, references: [first.reference], draftIds: [], parts };
}

/** Ten digits are drawn at random, and a merchant may number its invoices by the same: only whoever sees the money knows whose it is. */
async function refuseIfOfInvoice(
  db: Kysely<Database>,
  scope: MerchantScope,
  { reference, digits, draftId }: { reference: string; digits: string; draftId: string },
): Promise<void> {
  const invoices = await listInvoicesByReference(db, scope, bareReferences(digits));
  if (invoices.length === 0) return;
  const baskets = (await listDraftInvoices(db, scope.merchantId, draftId)).map(({ number }) => number);
  throw new AppError(
    'invalid_request',
    `${reference} is of a payment of ${baskets.join(', ')}, and also the reference of ${invoices.map(({ number }) => number).join(', ')}. ` +
      'Name the invoices themselves.',
  );
}

function idNamed(text: string): { draftId: string } | null {
  const id = idSchema.safeParse(text.trim());
  return id.success ? { draftId: id.data } : null;
}

function unknownReference(reference: string, bare: string, isWellFormed: boolean): AppError {
  const onAccount =
    'Money that came is booked all the same: name its invoices, or record it on account of its customer.';
  if (!isWellFormed && /^(RF)?\d{12}$/.test(bare))
    return new AppError('not_found', `${reference} is mistyped: its check digits do not fit. ${onAccount}`);
  return new AppError('not_found', `Nobody was given the reference ${reference} here. ${onAccount}`);
}
