import { formatReference } from '@quittance/shared/payment-reference.ts';
import type { EntityProfile } from '../branding/entity-queries.ts';

/** What people call a draft and its payment; those from before there were references have only their id. */
export function shownReference(
  { id, reference }: { id: string; reference: string | null },
  { referenceForm }: Pick<EntityProfile, 'referenceForm'>,
): string {
  return reference === null ? id : formatReference(reference, referenceForm);
}
