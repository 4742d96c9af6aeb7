import { use } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { returnPageOf } from '@quittance/shared/return-page.ts';
import { SignInForm } from '../features/access/sign-in-form.tsx';
import { sentenceOf } from '../lib/errors.ts';
import { ShellBrandContext } from '../lib/shell-brand.ts';
import { useWording } from '../lib/wording-context.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

/** `entity`, `document`, `page`, `language` and `error` come with the address: from a link, a page that asked to sign in first, a form without script. */
export function Component() {
  const { t } = useWording();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const location = useLocation();
  const error = search.get('error');
  const language = search.get('language');
  const codePage = language === null ? '/sign-in/code' : `/sign-in/code?language=${encodeURIComponent(language)}`;
  return (
    <SignInFrame brand={use(ShellBrandContext)} page={`${location.pathname}${location.search}`}>
      <SignInForm
        asked={{
          entity: search.get('entity') ?? undefined,
          documentId: search.get('document') ?? undefined,
          page: returnPageOf(search.get('page')),
        }}
        refusedBefore={error === null ? null : sentenceOf(error, t)}
        onSent={() => void navigate(codePage)}
      />
    </SignInFrame>
  );
}
