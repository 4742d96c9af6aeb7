import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText, sentenceOf } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { verifyCode } from './challenge-queries.ts';
import { CodeFields } from './code-fields.tsx';
import { SendAgain } from './send-again.tsx';
import type { Wording } from '../../lib/wording.ts';
import { useLanguage, useWording } from '../../lib/wording-context.tsx';

/** `refusedBefore`: the code of what a form without script came to. */
type Props = { refusedBefore: string | null; onSignedIn: (path: string) => void; onSentAgain: () => void };

const needingNewCode = ['challenge_dead', 'challenge_expired'] as const;

export function CodeForm({ refusedBefore, onSignedIn, onSentAgain }: Props) {
  const { t } = useWording();
  const language = useLanguage();
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: verifyCode, onSuccess: onSignedIn });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const form = new FormData(event.currentTarget);
    mutate({ code: formText(form, 'code'), remember: form.has('remember') });
  };
  const needsNewCode =
    isRefusal(error, ...needingNewCode) || (!error && needingNewCode.some((code) => code === refusedBefore));
  const refused = error ? refusedText(error, t) : refusedBefore && sentenceOf(refusedBefore, t);
  return (
    <>
      <CodeFields
        action={`/sign-in/code?language=${language}`}
        error={refused}
        needsNewCode={needsNewCode}
        isPending={isPending}
        onSubmit={onSubmit}
      />
      <SendAgain
        isMain={needsNewCode}
        onSent={() => {
          reset();
          onSentAgain();
        }}
      />
    </>
  );
}

function refusedText(error: Error, t: Wording['t']): string {
  if (isRefusal(error, 'invalid_request')) return t('errors.invalidCode');
  const triesLeft = isRefusal(error, 'code_wrong') ? error.problem?.triesLeft : undefined;
  return triesLeft === undefined ? errorText(error, t) : t('code.wrong', { count: triesLeft });
}
