import { idSchema } from '@quittance/shared/schema.ts';
import { documentSorts, sortDirections, type DocumentOrder } from '@quittance/shared/document-choices.ts';

/** A place in a list: after this document, in this order. Opaque to the caller. */
export type DocumentCursor = DocumentOrder & { id: string };

export function encodeCursor({ sort, direction, id }: DocumentCursor): string {
  return Buffer.from(`${sort} ${direction} ${id}`).toString('base64url');
}

/** Null when the text is no cursor of ours. */
export function decodeCursor(text: string): DocumentCursor | null {
  const [first, second, id, ...rest] = Buffer.from(text, 'base64url').toString().split(' ');
  const sort = documentSorts.find((each) => each === first);
  const direction = sortDirections.find((each) => each === second);
  if (!sort || !direction || rest.length > 0 || !idSchema.safeParse(id).success) return null;
  return { sort, direction, id: id ?? '' };
}
