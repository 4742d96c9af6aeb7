import type { Page } from '@quittance/shared/merchant-api/page.ts';
import { AppError } from '../http/errors.ts';

// Lists go by id: ids grow with time, so a list is in the order in which things were added, and what is added while somebody
// reads comes on a later page. A cursor that was changed names another place in the caller's own list, and nothing else.

/** The id to go on after; null for the first page. */
export function afterId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== cursor)
    throw new AppError('invalid_request', 'query.after: is no cursor of ours. Give back nextCursor as it came.');
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Give one item more than `limit`: it says that there is a next page. */
export function pageOf<Item extends { id: string }>(items: Item[], limit: number): Page<Item> {
  const shown = items.slice(0, limit);
  const last = items.length > limit ? shown.at(-1) : undefined;
  return { items: shown, nextCursor: last ? cursorOf(last.id) : null };
}

function cursorOf(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}
