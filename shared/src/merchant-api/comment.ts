import { z } from 'zod';
import { commentFilesMax } from '../comment-file.ts';
import { commentFileSchema, commentSideSchema, commentSourceSchema, commentTextSchema } from '../comment.ts';
import { documentKindSchema } from '../document.ts';
import { emailSchema, idSchema, instantSchema } from '../schema.ts';
import { pageQuerySchema, pageSchema } from './page.ts';

export const apiCommentSchema = z
  .strictObject({
    id: idSchema,
    documentId: idSchema,
    documentKind: documentKindSchema,
    documentNumber: z.string(),
    entityId: idSchema,
    customerId: idSchema,
    author: z.strictObject({
      role: commentSideSchema,
      name: z.string(),
      contactId: idSchema.nullable().describe('Null for the merchant’s own people.'),
    }),
    isInternal: z.boolean().describe('A note among the merchant’s own people; customers never see it.'),
    text: z.string(),
    source: commentSourceSchema,
    writtenAt: instantSchema,
    isReadByMerchant: z.boolean(),
    readByContactIds: z.array(idSchema),
    files: z.array(commentFileSchema),
  })
  .meta({ id: 'Comment', description: 'What somebody said about an invoice or credit note.' });
export type ApiComment = z.infer<typeof apiCommentSchema>;

export const apiCommentPageSchema = pageSchema(apiCommentSchema).meta({ id: 'CommentPage' });

export const commentFilterSchema = pageQuerySchema.extend({
  unread: z.literal('true').optional().describe('Only what customers said and the merchant has not marked as read.'),
  entityId: idSchema.optional(),
  customerId: idSchema.optional(),
});
export type CommentFilter = Omit<z.infer<typeof commentFilterSchema>, 'limit' | 'after'>;

export const newApiCommentSchema = z
  .strictObject({
    text: commentTextSchema.describe('Plain text. May be empty only where a file comes with it.'),
    authorName: z.string().trim().min(1).max(100).describe('Who says it; customers see this name.'),
    isInternal: z.boolean().default(false).describe('True keeps it among the merchant’s own people.'),
  })
  .meta({ id: 'NewComment' });
/** The same with files, as a form. */
export const newApiCommentFormSchema = newApiCommentSchema
  .extend({
    isInternal: z.enum(['true', 'false']).default('false').describe('True keeps it among the merchant’s own people.'),
    file: z.array(z.file()).max(commentFilesMax).default([]).describe('At most 5, of 10 MiB each and 20 MiB together.'),
  })
  .meta({ id: 'NewCommentWithFiles' });
export type NewApiComment = z.infer<typeof newApiCommentSchema>;

export const apiCommentsReadSchema = z
  .strictObject({ upToId: idSchema.describe('Everything up to this comment was read.') })
  .meta({ id: 'CommentsRead' });

export const apiUnreadSchema = z.strictObject({ unreadCount: z.int().nonnegative() }).meta({ id: 'UnreadComments' });

export const newCommentOwnerSchema = z
  .strictObject({
    email: emailSchema
      .nullable()
      .describe('Who is mailed what customers say about this document. Null: the team of its entity.'),
  })
  .meta({ id: 'NewCommentOwner' });

export const newCommentTeamSchema = z
  .strictObject({
    email: emailSchema
      .nullable()
      .describe('Who is mailed where a document has no owner. Null: the administrators of the entity.'),
  })
  .meta({ id: 'NewCommentTeam' });

export const commentRoutingSchema = z
  .strictObject({
    rule: z.enum(['owner', 'team', 'administrators', 'entity']).describe('Which rule decided.'),
    emails: z.array(z.string()).describe('Who is mailed what customers say.'),
  })
  .meta({
    id: 'CommentRouting',
    description:
      'The owner of the document; else the team of its entity; else its administrators; else its own address.',
  });
export type CommentRouting = z.infer<typeof commentRoutingSchema>;
