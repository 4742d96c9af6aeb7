import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mainButton, quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { askForCodeAgain, pendingChallengeQuery } from './challenge-queries.ts';
import { useWording } from '../../lib/wording-context.tsx';

/** One tap, to the same address: the main thing to do once the code is worth nothing any more. */
export function SendAgain({ isMain, onSent }: { isMain: boolean; onSent: () => void }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const { mutate, status, error } = useMutation({
    mutationFn: askForCodeAgain,
    onSuccess: () => {
      onSent();
      return queryClient.invalidateQueries(pendingChallengeQuery);
    },
  });
  return (
    <div>
      <button
        type="button"
        aria-disabled={status === 'pending'}
        onClick={() => status !== 'pending' && mutate()}
        className={isMain ? `${mainButton} w-full` : quietLink}
      >
        {status === 'pending' ? t('code.sendingAgain') : t('code.again')}
      </button>
      <output className="block text-muted">
        {status === 'success' && t('code.sentAgain')}
        {status === 'error' && errorText(error, t)}
      </output>
    </div>
  );
}
