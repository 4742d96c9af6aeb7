import { useWording } from '../../lib/wording-context.tsx';
import { CommentFiles } from './comment-files.tsx';
import type { CommentView } from './comment-view.ts';

/** One message, as plain text: an address in it is nothing to press, whoever wrote it. */
export function CommentEntry({ comment }: { comment: CommentView }) {
  const { t } = useWording();
  const { author, role, text, files, writtenAt, time, isNew, readBy } = comment;
  return (
    <li
      className={`rounded-md p-4 ${role.isVerified ? 'mr-6 border border-line bg-page sm:mr-16' : 'ml-6 border border-edge sm:ml-16'}`}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold wrap-anywhere">{author}</span>
        {role.isVerified ? <Verified name={role.name} /> : <span className="text-sm text-muted">{role.name}</span>}
        {isNew && (
          <span className="ml-auto rounded-md bg-soon-wash px-2 text-sm font-semibold text-soon">
            {t('conversation.new')}
          </span>
        )}
      </p>
      {text !== '' && <p className="mt-2 whitespace-pre-wrap wrap-anywhere">{text}</p>}
      <CommentFiles files={files} />
      <p className="mt-2 flex flex-wrap gap-x-3 text-sm text-muted">
        <time dateTime={writtenAt}>{time}</time>
        {readBy && <span>{readBy}</span>}
      </p>
    </li>
  );
}

function Verified({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-1 rounded-md bg-good-wash px-2 text-sm font-medium text-good">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3 shrink-0 fill-none stroke-current stroke-2">
        <path d="m2 8.5 4 4 8-9" />
      </svg>
      {name}
    </span>
  );
}
