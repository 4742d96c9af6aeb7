import type { Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import { originOf } from '../http/site.ts';
import { getMailEntity } from './mail-entity-queries.ts';
import type { MailMessage } from './mail-message.ts';
import { queueMessage, type MailDeps } from './queue-message.ts';
import { wordingOf, type Wording } from './wording.ts';

export type ReadyBundle = {
  merchantId: string;
  id: string;
  entityId: string;
  contactId: string;
  email: string;
  language: string;
  documentsCount: number;
  expiresAt: Date;
};

/** To whoever asked for it. The link opens a page that only they can see, after signing in. */
export async function queueBundleMail(
  deps: MailDeps,
  trx: Transaction<Database>,
  bundle: ReadyBundle,
): Promise<string> {
  const { entityId, contactId, email: to } = bundle;
  const entity = await getMailEntity(trx, { merchantId: bundle.merchantId }, entityId);
  const wording = wordingOf([bundle.language, entity.language], entity.timeZone);
  const message = bundleMessage(wording, bundle, `${originOf(deps.config, entity.host)}/downloads`);
  return queueMessage(deps, trx, { entity, kind: 'bundle_ready', to, wording, message, contactId });
}

function bundleMessage({ words, moment }: Wording, bundle: ReadyBundle, url: string): MailMessage {
  const { download } = words;
  const count = String(bundle.documentsCount);
  return {
    subject: download.subject,
    preheader: download.text({ count }),
    blocks: [
      { kind: 'title', text: download.subject },
      { kind: 'paragraph', parts: [download.text({ count })] },
      { kind: 'button', text: download.button, url, picture: null },
      { kind: 'paragraph', parts: [download.validUntil({ time: moment(bundle.expiresAt) })] },
      { kind: 'small', text: download.onlyYou },
    ],
  };
}
