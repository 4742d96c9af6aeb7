import { useId, type ChangeEvent } from 'react';
import { commentFileBytesMax, commentFileEndings, commentFilesMax } from '@quittance/shared/comment-file.ts';
import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  files: readonly File[];
  /** Sentences about files that were not added. */
  wrong: readonly string[];
  isBusy: boolean;
  onAdd: (files: readonly File[]) => void;
  onRemove: (file: File) => void;
};

/** Chooses what is sent with a message; a phone's camera is one press away. */
export function FilePicker({ files, wrong, isBusy, onAdd, onRemove }: Props) {
  const { t, size } = useWording();
  const hintId = useId();
  const limits = { max: commentFilesMax, size: size(commentFileBytesMax) };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <FileButton accept={commentFileEndings.join(',')} isMany {...{ hintId, isBusy, onAdd }}>
          {t('conversation.files.add')}
        </FileButton>
        <FileButton accept="image/jpeg" isCamera {...{ hintId, isBusy, onAdd }}>
          {t('conversation.files.photo')}
        </FileButton>
      </div>
      {files.length > 0 && (
        <ul aria-label={t('conversation.files.chosen')} className="grid gap-2">
          {files.map((file) => (
            <li
              key={`${file.name} ${file.size} ${file.lastModified}`}
              className="flex items-center justify-between gap-3 rounded-md border border-line bg-page pl-3"
            >
              <span className="min-w-0 py-2">
                <span className="wrap-anywhere">{file.name}</span>{' '}
                <span className="text-sm whitespace-nowrap text-muted">{size(file.size)}</span>
              </span>
              <RemoveButton name={file.name} isBusy={isBusy} onPress={() => onRemove(file)} />
            </li>
          ))}
        </ul>
      )}
      {wrong.length > 0 && (
        <div role="alert" className="grid gap-1 text-late">
          {wrong.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <p id={hintId} className="text-sm text-muted">
        {t('conversation.files.hint', limits)}
      </p>
    </div>
  );
}

type ButtonProps = Pick<Props, 'isBusy' | 'onAdd'> & {
  accept: string;
  hintId: string;
  isMany?: boolean;
  isCamera?: boolean;
  children: string;
};

/** A label that looks like a button: the input in it does what every browser can. */
function FileButton({ accept, hintId, isBusy, isMany = false, isCamera = false, onAdd, children }: ButtonProps) {
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onAdd([...(currentTarget.files ?? [])]);
    // The same file may be chosen again after it was removed.
    currentTarget.value = '';
  };
  return (
    <label
      className={`${quietButton} cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent has-disabled:opacity-60 ${isCamera ? 'pointer-fine:hidden' : ''}`}
    >
      {children}
      <input
        type="file"
        accept={accept}
        multiple={isMany}
        {...(isCamera && { capture: 'environment' as const })}
        disabled={isBusy}
        aria-describedby={hintId}
        onChange={onChange}
        className="sr-only"
      />
    </label>
  );
}

function RemoveButton({ name, isBusy, onPress }: { name: string; isBusy: boolean; onPress: () => void }) {
  const { t } = useWording();
  return (
    <button
      type="button"
      aria-label={t('conversation.files.remove', { name })}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onPress()}
      className="grid size-11 shrink-0 place-items-center rounded-md text-muted hover:text-ink aria-disabled:opacity-60"
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 fill-none stroke-current stroke-2">
        <path d="m3 3 10 10M13 3 3 13" />
      </svg>
    </button>
  );
}
