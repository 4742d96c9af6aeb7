import type { Context } from 'hono';
import type { LinkLevel } from '@quittance/shared/access.ts';
import { readByHeader, readByLink } from '@quittance/shared/read-by.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { readCookie } from './cookies.ts';
import { reachesLevel } from './link-level.ts';
import { findLinkSession, type LinkSession } from './link-session.ts';
import type { ResolvedLink } from './resolve-document-link.ts';
import { principalOf, type LinkScope, type Payer, type PrincipalScope } from './scope.ts';
import { findSession, type Session } from './session.ts';

type ReaderDeps = Pick<Deps, 'db' | 'clock'>;

/** Whom this browser is signed in as. */
export async function currentSession(deps: ReaderDeps, c: Context): Promise<Session | undefined> {
  const token = readCookie(c, 'sid');
  return token === null ? undefined : findSession(deps, token);
}

/** The mailed link that this browser acted on lately. */
export async function currentLink(deps: ReaderDeps, c: Context): Promise<LinkSession | undefined> {
  const token = readCookie(c, 'lnk');
  return token === null ? undefined : findLinkSession(deps, token);
}

/**
 * What this browser may read: its session's customers, or the document of its link if the link has at least `needed`. The document
 * decides when somebody signed in follows the link of another customer.
 */
export async function currentReader(
  deps: ReaderDeps,
  c: Context,
  { needed, documentId }: { needed: LinkLevel; documentId?: string | undefined },
): Promise<PrincipalScope> {
  const reader = await findReader(deps, c, { needed, documentId });
  if (!reader) throw new AppError('unauthenticated');
  return reader;
}

export async function findReader(
  deps: ReaderDeps,
  c: Context,
  { needed, documentId }: { needed: LinkLevel; documentId?: string | undefined },
): Promise<PrincipalScope | undefined> {
  const { session, link } = await whoAsks(deps, c, needed, documentId);
  if (!link) return session?.scope;
  c.header(readByHeader, readByLink);
  return readerOf(link.scope);
}

/** Who pays; for several invoices at once, or none in particular, somebody signed in goes before the link. */
export async function currentPayer(deps: ReaderDeps, c: Context, documentId?: string): Promise<Payer> {
  return payerWith(deps, c, 'pay_card', documentId);
}

/** Who pays of what a list shows: searching in it tells of documents what a link alone does not open. */
export async function currentPayerOfLists(deps: ReaderDeps, c: Context): Promise<Payer> {
  return payerWith(deps, c, 'account');
}

async function payerWith(deps: ReaderDeps, c: Context, needed: LinkLevel, documentId?: string): Promise<Payer> {
  const payer = await findPayer(deps, c, documentId, needed);
  if (!payer) throw new AppError('unauthenticated');
  return payer;
}

export async function findPayer(
  deps: ReaderDeps,
  c: Context,
  documentId?: string,
  needed: LinkLevel = 'pay_card',
): Promise<Payer | undefined> {
  const { session, link } = await whoAsks(deps, c, needed, documentId);
  if (link) return linkPayer(link);
  return session && sessionPayer(session);
}

/** Everybody as whom this browser may pay: what was begun by a link can be followed after signing in. */
export async function currentPayers(deps: ReaderDeps, c: Context): Promise<Payer[]> {
  const payers = await findPayers(deps, c);
  if (payers.length === 0) throw new AppError('unauthenticated');
  return payers;
}

export async function findPayers(deps: ReaderDeps, c: Context): Promise<Payer[]> {
  const session = await currentSession(deps, c);
  const link = await currentLink(deps, c);
  const payers = session ? [sessionPayer(session)] : [];
  if (link && reachesLevel(link.level, 'pay_card')) payers.push(linkPayer(link));
  return payers;
}

function sessionPayer({ scope }: Session): Payer {
  return { reader: scope, principal: principalOf(scope), contactId: scope.contactId, linkLevel: null };
}

function linkPayer({ scope, level }: ResolvedLink): Payer {
  return { reader: readerOf(scope), principal: principalOf(scope), contactId: scope.contactId, linkLevel: level };
}

/** Whether a device that its owner called theirs is signed in as the person the link was sent to. */
export function isOwnDevice(session: Session | undefined, link: ResolvedLink): boolean {
  return (
    session !== undefined && session.isRemembered && session.email === link.email && isCovered(session, link.scope)
  );
}

async function whoAsks(
  deps: ReaderDeps,
  c: Context,
  needed: LinkLevel,
  documentId: string | undefined,
): Promise<{ session?: Session; link?: ResolvedLink }> {
  const session = await currentSession(deps, c);
  const link = await currentLink(deps, c);
  const isUsable = link !== undefined && reachesLevel(link.level, needed);
  if (!isUsable) return session ? { session } : {};
  if (!session) return { link };
  const isAboutLink = documentId === link.scope.onlyDocumentId && !isCovered(session, link.scope);
  return isAboutLink ? { link } : { session };
}

/** Whether somebody signed in sees the link's document in the account anyway. */
export function isCovered({ scope }: Session, link: LinkScope): boolean {
  return scope.merchantId === link.merchantId && link.customerIds.every((id) => scope.customerIds.includes(id));
}

/** A link that opens the account reads every document of its customer. */
function readerOf(link: LinkScope): PrincipalScope {
  return link.level === 'account' ? { ...link, onlyDocumentId: null } : link;
}
