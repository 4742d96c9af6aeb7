import type { Comment } from '@quittance/shared/comment.ts';
import type { Wording } from '../../lib/wording.ts';

/** Who talks about a document: the merchant under its entity's name, and the customer. */
export type Talkers = { entityName: string; customerName: string };

/** One message in the reader's words. */
export type CommentView = {
  id: string;
  author: string;
  /** For whom the author speaks; of the merchant's side the server vouches for it. */
  role: { name: string; isVerified: boolean };
  text: string;
  files: FileView[];
  writtenAt: string;
  time: string;
  isNew: boolean;
  /** Who has read what the customer wrote; null while nobody has. */
  readBy: string | null;
};

export type FileView = { url: string; name: string; size: string; isPicture: boolean };

export function commentView(
  comment: Comment,
  { documentId, entityName, customerName }: Talkers & { documentId: string },
  wording: Wording,
): CommentView {
  const { t, moment, size } = wording;
  const { id, author, text, writtenAt, isRead } = comment;
  const isMerchant = author.role === 'merchant';
  return {
    id,
    author: author.isYou ? t('conversation.you') : author.name,
    role: isMerchant
      ? { name: t('conversation.verified', { name: entityName }), isVerified: true }
      : { name: customerName, isVerified: false },
    text,
    files: comment.files.map(({ id: fileId, fileName, mediaType, sizeBytes }) => ({
      url: `/api/documents/${documentId}/comment-files/${fileId}`,
      name: fileName,
      size: size(sizeBytes),
      isPicture: mediaType.startsWith('image/'),
    })),
    writtenAt,
    time: moment(writtenAt),
    isNew: isMerchant && !isRead,
    readBy: !isMerchant && isRead ? t('conversation.readBy', { name: entityName }) : null,
  };
}
