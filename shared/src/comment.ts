import { z } from 'zod';
import { commentFilesMax } from './comment-file.ts';
import { commentTextMax } from './comment-text.ts';
import { idSchema, instantSchema } from './schema.ts';

// The conversation about one document, as its customer's people see it.

export const commentSides = ['customer', 'merchant'] as const;
export const commentSideSchema = z.enum(commentSides);
export type CommentSide = z.infer<typeof commentSideSchema>;

export const commentSourceSchema = z.enum(['portal', 'mail', 'api', 'command']);
export type CommentSource = z.infer<typeof commentSourceSchema>;

/** May be empty only where a file comes with it. */
export const commentTextSchema = z.string().max(commentTextMax);

/** Of a form: a field that is there once is no list. */
export const commentFilesSchema = z
  .union([z.array(z.file()), z.file().transform((file) => [file])])
  .default([])
  .refine((files) => files.length <= commentFilesMax, `at most ${commentFilesMax} files may come with one comment`);

/** As a form, because files may come with it. */
export const newCommentSchema = z.strictObject({
  /** Forms may leave out what is empty. */
  text: commentTextSchema.default(''),
  /** New for each comment, the same for a repeated try: sent twice, it is written once. */
  key: idSchema.optional(),
  file: commentFilesSchema,
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
