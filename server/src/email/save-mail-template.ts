import type { MailTemplate } from '@quittance/shared/merchant-api/mail.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { checkTemplate } from './mail-template.ts';
import { deleteMailTemplate, findMailTemplate, upsertMailTemplate, type TemplateKey } from './mail-template-queries.ts';
import { wordsOf } from './wording.ts';

/** What an entity's mails say from now on; without one of its own an entity says what Quittance says by itself. */
export async function saveMailTemplate(
  deps: Pick<Deps, 'db' | 'clock'>,
  scope: MerchantScope,
  key: TemplateKey,
  template: MailTemplate,
): Promise<void> {
  checkTemplate(template);
  if (!(await upsertMailTemplate(deps.db, scope, key, template, deps.clock.now()))) throw new AppError('not_found');
}

export async function resetMailTemplate(deps: Pick<Deps, 'db'>, scope: MerchantScope, key: TemplateKey): Promise<void> {
  await deleteMailTemplate(deps.db, scope, key);
}

/** The entity's own template, else the one that everybody starts with. */
export async function getMailTemplate(
  deps: Pick<Deps, 'db'>,
  scope: MerchantScope,
  key: TemplateKey,
): Promise<MailTemplate & { isOwn: boolean }> {
  const own = await findMailTemplate(deps.db, scope, key);
  if (own) return { ...own, isOwn: true };
  const { subject, body } = wordsOf[key.language].document[key.kind].template;
  return { subject, body: body.join('\n\n'), isOwn: false };
}
