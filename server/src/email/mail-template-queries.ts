import type { Kysely } from 'kysely';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { Language } from '@quittance/shared/language.ts';
import type { MailTemplate } from '@quittance/shared/merchant-api/mail.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Database } from '../db/tables.ts';

/** Which of an entity's templates: for invoices or credit notes, in one language. */
export type TemplateKey = { entityId: string; kind: DocumentKind; language: Language };

export async function findMailTemplate(
  db: Kysely<Database>,
  scope: MerchantScope,
  { entityId, kind, language }: TemplateKey,
): Promise<MailTemplate | undefined> {
  return db
    .selectFrom('mail_templates')
    .select(['subject', 'body'])
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', entityId)
    .where('kind', '=', kind)
    .where('language', '=', language)
    .executeTakeFirst();
}

/** False when the entity is none of the merchant's. */
export async function upsertMailTemplate(
  db: Kysely<Database>,
  scope: MerchantScope,
  { entityId, kind, language }: TemplateKey,
  { subject, body }: MailTemplate,
  now: Date,
): Promise<boolean> {
  const saved = await db
    .insertInto('mail_templates')
    .columns(['merchant_id', 'entity_id', 'kind', 'language', 'subject', 'body', 'updated_at'])
    .expression((from) =>
      from
        .selectFrom('entities')
        .select((row) => [
          'merchant_id',
          'id as entity_id',
          row.val(kind).as('kind'),
          row.val(language).as('language'),
          row.val(subject).as('subject'),
          row.val(body).as('body'),
          row.cast<Date>(row.val(now), 'timestamptz').as('updated_at'),
        ])
        .where('merchant_id', '=', scope.merchantId)
        .where('id', '=', entityId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'entity_id', 'kind', 'language'])
        .doUpdateSet({ subject, body, updated_at: now }),
    )
    .returning('id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** Back to what Quittance says by itself. */
export async function deleteMailTemplate(
  db: Kysely<Database>,
  scope: MerchantScope,
  { entityId, kind, language }: TemplateKey,
): Promise<void> {
  await db
    .deleteFrom('mail_templates')
    .where('merchant_id', '=', scope.merchantId)
    .where('entity_id', '=', entityId)
    .where('kind', '=', kind)
    .where('language', '=', language)
    .execute();
}
