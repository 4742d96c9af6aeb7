import type { ComponentProps } from 'react';
import { mainButton } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { useWording } from '../../lib/wording-context.tsx';

type Props = Pick<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  error: string | null;
  /** The code is worth nothing any more, whatever is typed. */
  needsNewCode: boolean;
  isPending?: boolean;
};

/** One field for the six digits: pasting and the phone's own suggestion work, a space in the middle does no harm. */
export function CodeFields({ error, needsNewCode, isPending = false, ...form }: Props) {
  const { t } = useWording();
  return (
    <form method="post" {...form} className="grid gap-4">
      <TextField
        label={t('code.label')}
        invalidText={t('errors.invalidCode')}
        error={error}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\s*(\d\s*){6}"
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
  );
}
