import { useId, useState, type ClipboardEvent, type DragEvent, type ReactNode, type SubmitEvent } from 'react';
import { commentFileBytesMax } from '@quittance/shared/comment-file.ts';
import { commentTextMax } from '@quittance/shared/comment-text.ts';
import { mainButton } from '../../components/looks.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useWording } from '../../lib/wording-context.tsx';
import type { Wording } from '../../lib/wording.ts';
import { chooseFiles, flawText, type FileFlaw } from './chosen-files.ts';
import { FilePicker } from './file-picker.tsx';
import { useSending } from './use-sending.ts';

const noFiles: readonly File[] = [];
const noFlaws: readonly FileFlaw[] = [];

/** Says something in the conversation. What could not be sent stays in the field. */
export function CommentForm({ documentId }: { documentId: string }) {
  const wording = useWording();
  const { t } = wording;
  const [text, setText] = useState('');
  const [files, setFiles] = useState(noFiles);
  const [flaws, setFlaws] = useState(noFlaws);
  const [isMissing, setIsMissing] = useState(false);
  const onSent = () => {
    setText('');
    setFiles(noFiles);
  };
  const { send, isPending, isSuccess, share, error, reset } = useSending(documentId, onSent);
  const isOffline = useIsOffline();
  const isHeld = isPending || isOffline;
  const change = (next: { text?: string; files?: readonly File[]; flaws?: readonly FileFlaw[] }) => {
    if (isHeld) return;
    if (next.text !== undefined) setText(next.text);
    if (next.files !== undefined) setFiles(next.files);
    setFlaws(next.flaws ?? noFlaws);
    setIsMissing(false);
    reset();
  };
  const onAdd = (more: readonly File[]) => change(chooseFiles(files, more));
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const isEmpty = text.trim() === '' && files.length === 0;
    setIsMissing(isEmpty);
    if (!isEmpty && !isHeld) send({ text, files });
  };
  const wrong = isMissing ? t('conversation.missing') : error && failureText(error, files, wording);
  return (
    <DropArea onAdd={onAdd}>
      <form onSubmit={onSubmit} className="mt-5 grid gap-3">
        <TextField text={text} wrong={wrong} isHeld={isHeld} onText={(typed) => change({ text: typed })} />
        <FilePicker
          files={files}
          wrong={flaws.map((flaw) => flawText(flaw, wording))}
          isBusy={isHeld}
          onAdd={onAdd}
          onRemove={(file) => change({ files: files.filter((each) => each !== file) })}
        />
        {isPending && files.length > 0 && <Progress share={share} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <button type="submit" aria-disabled={isHeld} className={`${mainButton} w-full sm:w-auto`}>
            {isPending ? t('conversation.sending') : t('conversation.send')}
          </button>
          <output className="text-good">{isSuccess && t('conversation.sent')}</output>
          {isOffline && <p className="text-muted">{t('offline.write')}</p>}
        </div>
      </form>
    </DropArea>
  );
}

type FieldProps = { text: string; wrong: string | null; isHeld: boolean; onText: (text: string) => void };

function TextField({ text, wrong, isHeld, onText }: FieldProps) {
  const { t } = useWording();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {t('conversation.label')}
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={commentTextMax}
        value={text}
        readOnly={isHeld}
        onChange={(event) => onText(event.currentTarget.value)}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        className="block field-sizing-content max-h-80 min-h-28 w-full rounded-md border border-edge bg-page p-3 text-base aria-invalid:border-2 aria-invalid:border-late"
      />
      {wrong !== null && (
        <p id={`${id}-wrong`} role="alert" className="mt-1 text-late">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** Files may be dropped on it or pasted into it; those who cannot do either have the buttons. */
function DropArea({ onAdd, children }: { onAdd: (files: readonly File[]) => void; children: ReactNode }) {
  const { t } = useWording();
  const [isOver, setIsOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  };
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(false);
    onAdd([...event.dataTransfer.files]);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    onAdd([...event.clipboardData.files]);
  };
  const watch = { onDragOver, onDrop, onPaste, onDragLeave: () => setIsOver(false) };
  return (
    <div {...watch} className={isOver ? 'rounded-md outline-2 outline-offset-8 outline-accent outline-dashed' : ''}>
      {children}
      {isOver && <p className="mt-2 font-medium text-accent">{t('conversation.files.drop')}</p>}
    </div>
  );
}

function Progress({ share }: { share: number }) {
  const { t, percent } = useWording();
  const done = Math.round(share * 100);
  const sentence =
    done === 100
      ? t('conversation.files.checking')
      : t('conversation.files.progress', { percent: percent(String(done)) });
  return (
    <div className="grid gap-1">
      <progress max={100} value={done} aria-label={t('conversation.sending')} className="h-2 w-full accent-accent" />
      <p className="text-sm text-muted">{sentence}</p>
    </div>
  );
}

function failureText(error: Error, files: readonly File[], { t, size }: Wording): string {
  if (isRefusal(error, 'unreachable', 'internal')) return t('conversation.unanswered');
  return t('conversation.notSent', { reason: refusedFile(error, files, { t, size }) ?? errorText(error, t) });
}

/** The server names a file by its place among those that were sent. */
function refusedFile(error: Error, files: readonly File[], { t, size }: Pick<Wording, 't' | 'size'>): string | null {
  if (!isRefusal(error, 'file_not_accepted')) return null;
  const place = /^body\.file\.(\d+)$/.exec(error.problem?.issues?.[0]?.path ?? '')?.[1];
  const name = place === undefined ? undefined : files[Number(place)]?.name;
  if (name === undefined) return null;
  if (error.problem?.status !== 413) return t('conversation.files.kind', { name });
  return t('conversation.files.refusedLarge', { name, max: size(commentFileBytesMax) });
}
