import { z } from 'zod';
import { idSchema, instantSchema } from './schema.ts';

// The conversation about one document, as its customer's people see it.

export const commentSides = ['customer', 'merchant'] as const;
export const commentSideSchema = z.enum(commentSides);
export type CommentSide = z.infer<typeof commentSideSchema>;

export const commentSourceSchema = z.enum(['portal', 'mail', 'api', 'command']);
export type CommentSource = z.infer<typeof commentSourceSchema>;

export const commentTextMax = 10_000;
export const commentFilesMax = 5;
export const commentFileBytesMax = 10 * 1024 * 1024;
/** Of all files of one comment together. */
export const commentBytesMax = 20 * 1024 * 1024;
/** Endings of the files that may come with a comment; what a file is, its bytes decide. */
export const commentFileEndings = [
  '.pdf',
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.txt',
  '.csv',
  '.xlsx',
  '.ods',
  '.docx',
] as const;

/** May be empty only where a file comes with it. */
export const commentTextSchema = z.string().max(commentTextMax);

export const newCommentSchema = z.strictObject({
  text: commentTextSchema,
  /** New for each comment, the same for a repeated try: sent twice, it is written once. */
  key: idSchema.optional(),
});
export type NewComment = z.infer<typeof newCommentSchema>;

export const commentFileSchema = z.strictObject({
  id: idSchema,
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
});
export type CommentFile = z.infer<typeof commentFileSchema>;

export const commentSchema = z.strictObject({
  id: idSchema,
  author: z.strictObject({ name: z.string(), role: commentSideSchema, isYou: z.boolean() }),
  text: z.string(),
  writtenAt: instantSchema,
  /** By whom it is for: the merchant, or you. */
  isRead: z.boolean(),
  files: z.array(commentFileSchema),
});
export type Comment = z.infer<typeof commentSchema>;

export const commentThreadSchema = z.strictObject({
  /** The oldest first. */
  comments: z.array(commentSchema),
  /** Give it back as `before` for the ones before these; null when there are none. */
  earlierCursor: z.string().nullable(),
  /** What the merchant said and you have not read, on this page or not. */
  unreadCount: z.int().nonnegative(),
});
export type CommentThread = z.infer<typeof commentThreadSchema>;

/** Everything up to this comment was read. */
export const readCommentsSchema = z.strictObject({ upToId: idSchema });

export const unreadThreadsSchema = z.strictObject({
  documents: z.array(z.strictObject({ documentId: idSchema, unreadCount: z.int().positive() })),
});
export type UnreadThreads = z.infer<typeof unreadThreadsSchema>;

/**
 * Text as it is kept and shown: lines, without control characters. Marks that turn the reading direction become visible,
 * so that nothing reads otherwise than it was written.
 */
export function cleanCommentText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/**
 * Whether somebody wrote down the number of a payment card: 13 to 19 digits with a network's beginning and a right check digit. An IBAN
 * is none, for letters stand before its digits.
 */
export function holdsCardNumber(text: string): boolean {
  const candidates = text.matchAll(/(?<![\p{L}\p{N}])[2-6](?:[ -]?\d){12,18}(?![ -]?\d|\p{L})/gu);
  return Array.from(candidates, ([found]) => found.replaceAll(/[ -]/g, '')).some(isLuhn);
}

function isLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
