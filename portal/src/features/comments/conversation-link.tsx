import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { quietLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { threadQuery } from './comment-queries.ts';
import { conversationId } from './conversation.tsx';

/** The way down to the conversation, and whether something new waits there. */
export function ConversationLink({ documentId }: { documentId: string }) {
  const { t } = useWording();
  const { data } = useInfiniteQuery(threadQuery(documentId));
  const count = data?.pages[0]?.unreadCount ?? 0;
  return (
    <Link to={`#${conversationId}`} className={quietLink}>
      {count > 0 ? (
        <span className="rounded-md bg-soon-wash px-2 font-semibold text-soon">
          {t('conversation.unread', { count })}
        </span>
      ) : (
        t('conversation.ask')
      )}
    </Link>
  );
}
