import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { mainButton } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { verifyCode } from './challenge-queries.ts';
import { SendAgain } from './send-again.tsx';
import type { Wording } from '../../lib/wording.ts';
import { useWording } from '../../lib/wording-context.tsx';

/** One field for the six digits: pasting and the phone's own suggestion work, a space in the middle does no harm. */
export function CodeForm({ onSignedIn }: { onSignedIn: (path: string) => void }) {
  const { t } = useWording();
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: verifyCode, onSuccess: onSignedIn });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const form = new FormData(event.currentTarget);
    mutate({ code: formText(form, 'code'), remember: form.has('remember') });
  };
  const needsNewCode = isRefusal(error, 'challenge_dead', 'challenge_expired');
  return (
    <>
      <form onSubmit={onSubmit} className="grid gap-4">
        <TextField
          label={t('code.label')}
          invalidText={t('errors.invalidCode')}
          error={error && refusedText(error, t)}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9\s]*"
          required
          maxLength={20}
        />
        <label className="flex min-h-11 items-center gap-3">
          <input type="checkbox" name="remember" className="size-5 accent-accent" />
          {t('code.remember')}
        </label>
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

function refusedText(error: Error, t: Wording['t']): string {
  if (isRefusal(error, 'invalid_request')) return t('errors.invalidCode');
  const triesLeft = isRefusal(error, 'code_wrong') ? error.problem?.triesLeft : undefined;
  return triesLeft === undefined ? errorText(error, t) : t('code.wrong', { count: triesLeft });
}
