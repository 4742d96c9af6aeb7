import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BundleRequest } from '@quittance/shared/bundle.ts';
import { mainButton, quietButton, quietLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { BundleItem } from './bundle-item.tsx';
import { bundlesQuery, cancelBundle } from './bundle-queries.ts';
import { BundleRefusal } from './bundle-refusal.tsx';
import { useRequestBundle } from './use-request-bundle.ts';

type Props = {
  isSelecting: boolean;
  count: number;
  request: BundleRequest;
  onEnd: () => void;
  /** What else there is to do with them; it goes before taking them along. */
  children?: ReactNode;
  /** Somebody leaves to sign in again, and comes back. */
  onSignIn: () => void;
};

/** How many documents are selected, told whenever it changes, and what to do with them: at the bottom edge, within thumb's reach. */
export function SelectionBar({ isSelecting, count, request, onEnd, onSignIn, children }: Props) {
  const { t } = useWording();
  const { request: ask, isAsking, asked, error } = useRequestBundle();
  const text = count > 0 ? t('list.select.count', { count }) : t('list.select.none');
  return (
    <div className={isSelecting ? bar : 'sr-only'}>
      <output className="block font-semibold">{isSelecting && text}</output>
      {isSelecting && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 max-sm:w-full max-sm:justify-between">
          <button type="button" onClick={onEnd} className={quietLink}>
            {t('list.select.end')}
          </button>
          <button
            type="button"
            aria-disabled={isAsking || count === 0}
            onClick={() => !isAsking && count > 0 && ask(request)}
            className={children ? quietButton : mainButton}
          >
            {t(isAsking ? 'downloads.starting' : 'list.select.zip')}
          </button>
          {children}
        </div>
      )}
      {isSelecting && asked && asked.state === 'building' && <Asked id={asked.id} />}
      {isSelecting && <BundleRefusal error={error} onSignIn={onSignIn} />}
    </div>
  );
}

const bar =
  'sticky bottom-0 z-2 -mx-4 mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-t border-line bg-surface px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))] lg:mx-0 lg:rounded-lg lg:border lg:px-5 print:hidden';

/** What was asked for here and takes its time. */
function Asked({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const { data } = useQuery(bundlesQuery);
  const { mutate } = useMutation({
    mutationFn: cancelBundle,
    onSettled: () => queryClient.invalidateQueries(bundlesQuery),
  });
  const bundle = data?.bundles.find((each) => each.id === id);
  return (
    bundle && (
      <div className="w-full border-t border-line pt-3">
        <BundleItem bundle={bundle} onCancel={() => mutate(id)} />
      </div>
    )
  );
}
