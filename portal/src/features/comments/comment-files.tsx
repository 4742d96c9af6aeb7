import { useWording } from '../../lib/wording-context.tsx';
import type { FileView } from './comment-view.ts';

/** What came with a message: pictures to look at, everything else to save. */
export function CommentFiles({ files }: { files: readonly FileView[] }) {
  const { t } = useWording();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('conversation.files.sent')} className="mt-3 grid gap-2">
      {files.map((file) => (
        <li key={file.url}>{file.isPicture ? <Picture file={file} /> : <Download file={file} />}</li>
      ))}
    </ul>
  );
}

/** Its place is kept before it has come. */
function Picture({ file: { url, name, size } }: { file: FileView }) {
  return (
    <a href={url} target="_blank" rel="noopener" className="inline-block max-w-full">
      <img
        src={url}
        alt=""
        loading="lazy"
        className="h-40 w-56 max-w-full rounded-md border border-line bg-page object-contain"
      />
      <Name name={name} size={size} />
    </a>
  );
}

function Download({ file: { url, name, size } }: { file: FileView }) {
  return (
    <a href={url} download={name} className="inline-flex min-h-11 items-center gap-2">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0 fill-none stroke-current stroke-2">
        <path d="M8 2v8m-4-3 4 4 4-4M3 14h10" />
      </svg>
      <Name name={name} size={size} />
    </a>
  );
}

function Name({ name, size }: { name: string; size: string }) {
  return (
    <span>
      <span className="font-medium wrap-anywhere text-accent underline underline-offset-4">{name}</span>{' '}
      <span className="text-sm whitespace-nowrap text-muted">{size}</span>
    </span>
  );
}
