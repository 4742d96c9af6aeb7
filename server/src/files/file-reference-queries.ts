import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/tables.ts';

/**
 * Which of these stored files no row of any merchant names. Whoever adds a column that names one adds it here: a file that is not found here
 * is deleted.
 */
export async function listUnnamed(db: Kysely<Database>, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${[...keys]}::text[]) as key
    except (
      select sha256 from document_files
      union all select sha256 from comment_files
      union all select sha256 from payment_announcements where sha256 is not null
      union all select attachment ->> 'sha256' from mails, jsonb_array_elements(attachments) as attachment
      union all select branding ->> 'logoFileKey' from entities
      union all select branding ->> 'iconFileKey' from entities
      union all select branding ->> 'homeIconFileKey' from entities
      union all select patch -> 'branding' ->> 'logoFileKey' from brand_previews
      union all select patch -> 'branding' ->> 'iconFileKey' from brand_previews
      union all select patch -> 'branding' ->> 'homeIconFileKey' from brand_previews)`.execute(db);
  return rows.map(({ key }) => key);
}
