import type { Context } from 'hono';
import type { SessionView } from '@quittance/shared/customer-view.ts';
import { listEntitiesOfCustomers } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { getContact } from './contact-queries.ts';
import { inChosenLanguage } from './language-choice.ts';
import type { LinkSession } from './link-session.ts';
import { currentLink, currentSession } from './reader.ts';
import type { Session } from './session.ts';

type ViewDeps = Pick<Deps, 'db' | 'clock'>;
type Known = Omit<Session, 'scope'> & { merchantId: string };

/** Who is here: somebody signed in, or the holder of a link that the merchant lets open the whole account. */
export async function getSessionView(deps: ViewDeps, c: Context): Promise<SessionView> {
  const known = await findKnown(deps, c);
  if (!known) throw new AppError('unauthenticated');
  const { merchantId, authenticatedAt, expiresAt, ...person } = known;
  const customerIds = known.customers.map(({ id }) => id);
  const entities = await listEntitiesOfCustomers(deps.db, { merchantId, customerIds });
  return {
    email: person.email,
    contactName: person.contactName,
    language: person.language,
    customers: person.customers,
    entities: entities.map(({ view }) => view),
    today: deps.clock.today(entities[0]?.timeZone ?? 'UTC'),
    isRemembered: person.isRemembered,
    authenticatedAt: authenticatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

async function findKnown(deps: ViewDeps, c: Context): Promise<Known | undefined> {
  const session = await currentSession(deps, c);
  if (session) return { ...session, merchantId: session.scope.merchantId };
  const link = await currentLink(deps, c);
  return link?.level === 'account'
    ? knownByLink(deps, { ...link, language: inChosenLanguage(c, link.language) })
    : undefined;
}

async function knownByLink(deps: ViewDeps, link: LinkSession): Promise<Known> {
  const { scope, maskedEmail, language, startedAt, expiresAt } = link;
  const { name, customer } = await getContact(deps.db, scope, scope.contactId);
  const customers = [customer];
  // Nothing was proved: whoever holds a forwarded link learns no address from it.
  return {
    merchantId: scope.merchantId,
    email: maskedEmail,
    contactName: name,
    language,
    customers,
    isRemembered: false,
    authenticatedAt: startedAt,
    expiresAt,
  };
}
