import type { Deps } from '../deps.ts';
import { queueSignInMail } from '../email/queue-sign-in-mail.ts';
import { originOf } from '../http/site.ts';
import { nameContact, takeDueMail } from './challenge-queries.ts';
import { findContactByEmail } from './contact-queries.ts';
import { entityOfChallenge } from './entity-of-challenge.ts';
import { deriveKey } from './keys.ts';
import { buildSignInToken, signInCode } from './sign-in-token.ts';

/** Writes the mail of a challenge to the contact who has its address; where nobody has it, nothing happens. */
export async function sendSignInMail(deps: Deps, { challengeId }: { challengeId: string }): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const challenge = await takeDueMail(trx, { id: challengeId, now: deps.clock.now() });
    if (!challenge) return;
    const { merchantId, email, host, expiresAt } = challenge;
    const contact = await findContactByEmail(trx, { merchantId }, email);
    if (!contact) return;
    await nameContact(trx, challengeId, contact.id);
    const { secretKey } = deps.config;
    const linkToken = buildSignInToken(deriveKey(secretKey, 'sign-in-link'), challengeId);
    await queueSignInMail(deps, trx, {
      merchantId,
      entityId: await entityOfChallenge(trx, challenge),
      contactId: contact.id,
      email,
      language: contact.language,
      code: signInCode(deriveKey(secretKey, 'sign-in-code'), challengeId),
      linkUrl: `${originOf(deps.config, host)}/auth/l/${linkToken}`,
      expiresAt,
    });
  });
}
