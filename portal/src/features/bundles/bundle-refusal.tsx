import { useLocation } from 'react-router';
import { textLink } from '../../components/looks.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { signInPath } from '../../lib/sign-in-path.ts';
import { useWording } from '../../lib/wording-context.tsx';

/** Why there is no download, and what to do now. */
export function BundleRefusal({ error, onSignIn }: { error: Error | null; onSignIn?: () => void }) {
  const { t } = useWording();
  const { pathname } = useLocation();
  if (!error) return null;
  return (
    <div role="alert" className="mt-3 font-medium text-late">
      <p>{errorText(error, t)}</p>
      {isRefusal(error, 'step_up_required') && (
        <a href={signInPath(pathname)} onClick={onSignIn} className={textLink}>
          {t('downloads.signIn')}
        </a>
      )}
    </div>
  );
}
