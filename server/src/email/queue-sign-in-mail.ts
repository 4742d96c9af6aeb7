import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import { getMailEntity } from './mail-entity-queries.ts';
import type { MailMessage } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import { queueMessage, type MailDeps } from './queue-message.ts';
import { wordingOf, type Wording } from './wording.ts';

export type SignInMail = {
  merchantId: string;
  entityId: string;
  contactId: string;
  email: string;
  /** The contact's language, or its customer's; the entity's where neither is known or spoken. */
  language: string | null;
  code: string;
  linkUrl: string;
  expiresAt: Date;
};

export async function queueSignInMail(deps: MailDeps, trx: Transaction<Database>, mail: SignInMail): Promise<string> {
  const entity = await getMailEntity(trx, mail, mail.entityId);
  const wording = wordingOf([mail.language, entity.language], entity.timeZone);
  const message = signInMessage(wording, oneLine(entity.name), mail);
  const { contactId, email } = mail;
  return queueMessage(deps, trx, { entity, kind: 'sign_in', to: email, wording, message, contactId });
}

function signInMessage({ words, moment }: Wording, entity: string, mail: SignInMail): MailMessage {
  const { signIn } = words;
  return {
    subject: signIn.subject({ entity }),
    preheader: signIn.preheader({ code: mail.code }),
    blocks: [
      { kind: 'title', text: signIn.title },
      { kind: 'paragraph', parts: [signIn.enterCode] },
      { kind: 'code', code: mail.code },
      { kind: 'paragraph', parts: [signIn.orLink] },
      { kind: 'button', text: signIn.button, url: mail.linkUrl, picture: null },
      { kind: 'paragraph', parts: [signIn.validUntil({ time: moment(mail.expiresAt) })] },
      { kind: 'small', text: signIn.notYou({ entity }) },
    ],
  };
}
