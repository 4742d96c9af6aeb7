import type { CommentRouting } from '@quittance/shared/merchant-api/comment.ts';
import type { RoutingFacts } from './routing-queries.ts';

/**
 * Who of the merchant's own people is mailed what a customer says: the document's owner, else the entity's team, else its
 * administrators. An entity without any of them still has the address that customers know: a question is never told to nobody.
 */
export function decideRouting(facts: RoutingFacts): CommentRouting {
  const { ownerEmail, teamEmail, administratorEmails, entityEmail } = facts;
  if (ownerEmail !== null) return { rule: 'owner', emails: [ownerEmail] };
  if (teamEmail !== null) return { rule: 'team', emails: [teamEmail] };
  if (administratorEmails.length > 0) return { rule: 'administrators', emails: distinct(administratorEmails) };
  return { rule: 'entity', emails: distinct([entityEmail]) };
}

function distinct(emails: readonly string[]): string[] {
  return [...new Set(emails.map((email) => email.toLowerCase()))];
}
