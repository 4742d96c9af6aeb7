import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { mainButton } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { verifyCode } from './challenge-queries.ts';
import { SendAgain } from './send-again.tsx';
import { useWording } from '../../lib/wording-context.tsx';

/** One field for the six digits: pasting and the phone's own suggestion work, a space in the middle does no harm. */
export function CodeForm({ onSignedIn }: { onSignedIn: (path: string) => void }) {
  const { t } = useWording();
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: verifyCode, onSuccess: onSignedIn });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    mutate(formText(new FormData(event.currentTarget), 'code'));
  };
  const refused = error && (isRefusal(error, 'invalid_request') ? t('errors.invalidCode') : errorText(error, t));
  const needsNewCode = isRefusal(error, 'challenge_dead', 'challenge_expired');
  return (
    <>
      <form onSubmit={onSubmit} className="grid gap-4">
        <TextField
          label={t('code.label')}
          error={refused}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9\s]*"
          required
          maxLength={20}
        />
        {!needsNewCode && (
          <button type="submit" aria-disabled={isPending} className={`${mainButton} w-full`}>
            {isPending ? t('code.pressed') : t('code.button')}
          </button>
        )}
      </form>
      <SendAgain isMain={needsNewCode} onSent={reset} />
    </>
  );
}
