import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { mainButton } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { askForCode } from './challenge-queries.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  asked: { entity: string | undefined; documentId: string | undefined };
  refusedBefore: string | null;
  onSent: () => void;
};

export function SignInForm({ asked, refusedBefore, onSent }: Props) {
  const { t } = useWording();
  const { mutate, isPending, error } = useMutation({ mutationFn: askForCode, onSuccess: onSent });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    mutate({ email: formText(new FormData(event.currentTarget), 'email'), ...asked });
  };
  const refused = error && (isRefusal(error, 'invalid_request') ? t('errors.invalidEmail') : errorText(error, t));
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <TextField
        label={t('signIn.email')}
        invalidText={t('errors.invalidEmail')}
        error={refused ?? refusedBefore}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
      />
      <button type="submit" aria-disabled={isPending} className={`${mainButton} w-full`}>
        {isPending ? t('signIn.pressed') : t('signIn.button')}
      </button>
    </form>
  );
}
