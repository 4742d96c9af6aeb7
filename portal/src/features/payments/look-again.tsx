import { quietButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import type { Looking } from './use-attempt.ts';

export function LookAgain({ isLooking, error, onLook }: Looking) {
  const { t } = useWording();
  return (
    <>
      <button type="button" aria-disabled={isLooking} onClick={onLook} className={`${quietButton} mt-5 w-full`}>
        {t('pay.colleague.check')}
      </button>
      <p role="alert" className="mt-2 text-late">
        {error && !isLooking && errorText(error, t)}
      </p>
    </>
  );
}
