import type { ComponentProps } from 'react';
import type { ReturnPage } from '@quittance/shared/return-page.ts';
import { mainButton } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { useWording } from '../../lib/wording-context.tsx';

/** Whose brand the mail shall carry, and which document or page to open afterwards. */
export type Asked = {
  entity: string | undefined;
  documentId: string | undefined;
  page: ReturnPage | undefined;
};

type Props = Pick<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  asked: Asked;
  error: string | null;
  isPending?: boolean;
};

/** Asks for the address a code shall go to. Without script it posts to `action` by itself. */
export function EmailFields({ asked, error, isPending = false, ...form }: Props) {
  const { t } = useWording();
  return (
    <form method="post" {...form} className="grid gap-4">
      {Object.entries(asked).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <TextField
        label={t('signIn.email')}
        invalidText={t('errors.invalidEmail')}
        error={error}
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
