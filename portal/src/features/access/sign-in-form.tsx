import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { askForCode } from './challenge-queries.ts';
import { EmailFields, type Asked } from './email-fields.tsx';
import { useLanguage, useWording } from '../../lib/wording-context.tsx';

type Props = { asked: Asked; refusedBefore: string | null; onSent: () => void };

export function SignInForm({ asked, refusedBefore, onSent }: Props) {
  const { t } = useWording();
  const language = useLanguage();
  const { mutate, isPending, error } = useMutation({ mutationFn: askForCode, onSuccess: onSent });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    mutate({ email: formText(new FormData(event.currentTarget), 'email'), ...asked });
  };
  const refused = error && (isRefusal(error, 'invalid_request') ? t('errors.invalidEmail') : errorText(error, t));
  return (
    <EmailFields
      action={`/sign-in?language=${language}`}
      asked={asked}
      error={refused ?? refusedBefore}
      isPending={isPending}
      onSubmit={onSubmit}
    />
  );
}
