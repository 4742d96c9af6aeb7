import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type SubmitEvent } from 'react';
import { commentTextMax } from '@quittance/shared/comment-text.ts';
import { mainButton } from '../../components/looks.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import type { Wording } from '../../lib/wording.ts';
import { addComment, showSent } from './comment-queries.ts';

/** Says something in the conversation. What could not be sent stays in the field. */
export function CommentForm({ documentId }: { documentId: string }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const id = useId();
  const [text, setText] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const keyOf = useMessageKey();
  const { mutate, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: addComment,
    onSuccess: (sent) => {
      showSent(queryClient, documentId, sent);
      keyOf.forget();
      setText('');
    },
  });
  const onType = (typed: string) => {
    setText(typed);
    setIsMissing(false);
    reset();
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsMissing(text.trim() === '');
    if (text.trim() !== '' && !isPending) mutate({ documentId, text, key: keyOf.message(text) });
  };
  const wrong = isMissing ? t('conversation.missing') : error && failureText(error, t);
  return (
    <form onSubmit={onSubmit} className="mt-5 grid gap-3">
      <div>
        <label htmlFor={id} className="mb-1 block font-medium">
          {t('conversation.label')}
        </label>
        <textarea
          id={id}
          rows={4}
          maxLength={commentTextMax}
          value={text}
          readOnly={isPending}
          onChange={(event) => onType(event.currentTarget.value)}
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
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <button type="submit" aria-disabled={isPending} className={`${mainButton} w-full sm:w-auto`}>
          {isPending ? t('conversation.sending') : t('conversation.send')}
        </button>
        <output className="text-good">{isSuccess && t('conversation.sent')}</output>
      </div>
    </form>
  );
}

/** The same text tried again is the same message to the server; another text, or the same after it was sent, is another. */
function useMessageKey() {
  const tried = useRef<{ text: string; key: string } | null>(null);
  return {
    message: (text: string) => {
      if (tried.current?.text !== text) tried.current = { text, key: crypto.randomUUID() };
      return tried.current.key;
    },
    forget: () => {
      tried.current = null;
    },
  };
}

function failureText(error: Error, t: Wording['t']): string {
  if (isRefusal(error, 'unreachable', 'internal')) return t('conversation.unanswered');
  return t('conversation.notSent', { reason: errorText(error, t) });
}
