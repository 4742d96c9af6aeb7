import type { SubmitEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mainButton, quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { askForCodeAgain, pendingChallengeQuery } from './challenge-queries.ts';
import { useLanguage, useWording } from '../../lib/wording-context.tsx';

/** One tap, to the same address: the main thing to do once the code is worth nothing any more. */
export function SendAgain({ isMain, onSent }: { isMain: boolean; onSent: () => void }) {
  const { t } = useWording();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { mutate, status, error } = useMutation({
    mutationFn: askForCodeAgain,
    onSuccess: () => {
      onSent();
      return queryClient.invalidateQueries(pendingChallengeQuery);
    },
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (status !== 'pending') mutate();
  };
  return (
    <form method="post" action={`/sign-in/again?language=${language}`} onSubmit={onSubmit}>
      <button
        type="submit"
        aria-disabled={status === 'pending'}
        className={isMain ? `${mainButton} w-full` : quietLink}
      >
        {status === 'pending' ? t('code.sendingAgain') : t('code.again')}
      </button>
      <output className="block text-muted">
        {status === 'success' && t('code.sentAgain')}
        {status === 'error' && errorText(error, t)}
      </output>
    </form>
  );
}
