import type { LinkLevel } from '@quittance/shared/access.ts';

// Who is asking, decided once per request; every query takes one of these as its first argument after `db`.

/** The merchant's own side: everything of one merchant. A customer's scope is none, and does not pass for one. */
export type MerchantScope = { merchantId: string; customerIds?: never };

/**
 * Only whose rows are meant, for ids that the caller was already allowed to see: whoever takes this leaves the decision to where the ids
 * come from.
 */
export type MerchantKey = { merchantId: string };

/** What a customer may read: issued documents of these customers, or only one of them where a link was followed. */
export type ReaderScope = {
  merchantId: string;
  customerIds: readonly string[];
  /** Null for somebody signed in: every document of the customers. */
  onlyDocumentId: string | null;
};

/** Somebody signed in, for every customer that the address is an enabled contact of. */
export type CustomerScope = ReaderScope & { contactId: string; sessionId: string };

/** The holder of a mailed link: one document, at the level the link has now. */
export type LinkScope = ReaderScope & { onlyDocumentId: string; linkId: string; contactId: string; level: LinkLevel };

/** Who reads, as limits count it: a link that was passed on uses up nothing of whoever else it is from or for. */
export type PrincipalScope = ReaderScope & { contactId: string; linkId?: string };

/** `contact:<id>` signed in, `link:<id>` by a mailed link. */
export function principalOf({ contactId, linkId }: PrincipalScope): string {
  return linkId === undefined ? `contact:${contactId}` : `link:${linkId}`;
}

/** Who pays: `contact:<id>` signed in, `link:<id>` by a mailed link. The lock is kept per principal. */
export type Payer = {
  reader: ReaderScope;
  principal: string;
  contactId: string;
  /** Of the mailed link; null for somebody signed in. */
  linkLevel: LinkLevel | null;
};
