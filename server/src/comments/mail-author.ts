import type { Deps } from '../deps.ts';
import { listMailContacts, type MailEntity } from '../email/mail-entity-queries.ts';
import { queueMessage, type MailDeps } from '../email/queue-message.ts';
import { wordingOf } from '../email/wording.ts';
import { originOf } from '../http/site.ts';
import { mayNotify } from './comment-limits.ts';
import type { Replier } from './find-replier.ts';
import { flawMessage, type AnswerFlaw } from './flaw-message.ts';
import type { MailedDocument } from './recipient-queries.ts';

/**
 * Tells the author of an answer what did not arrive, at the address to which our mail went and never at the one that the answer says it
 * is from. A few times an hour at most.
 */
export async function mailAuthor(
  deps: MailDeps & Pick<Deps, 'db' | 'log'>,
  replier: Replier,
  about: { document: MailedDocument; entity: MailEntity; flaw: AnswerFlaw },
): Promise<void> {
  const { document, entity, flaw } = about;
  deps.log.info({ documentId: document.id, recipientId: replier.id, flaw: flaw.kind }, 'an answer by mail was refused');
  if (!(await mayNotify(deps, replier.id))) return;
  const kind = 'comment_refused';
  await deps.db.transaction().execute(async (trx) => {
    if (replier.contactId === null) {
      const wording = wordingOf([entity.language], entity.timeZone);
      const message = flawMessage(wording, { document, flaw }, null);
      await queueMessage(deps, trx, { entity, kind, to: replier.email ?? entity.email, wording, message });
      return;
    }
    const [contact] = await listMailContacts(trx, replier, document.customerId, [replier.contactId]);
    if (!contact) return;
    const wording = wordingOf([...contact.languages, entity.language], entity.timeZone);
    const ids = { documentId: document.id, contactId: contact.id };
    // To the page that asks to sign in: a mail that anybody can bring about must not make a link fresh again.
    const url = `${originOf(deps.config, entity.host)}/documents/${document.id}`;
    const message = flawMessage(wording, { document, flaw }, url);
    await queueMessage(deps, trx, { entity, kind, to: contact.email, wording, message, ...ids });
  });
}
