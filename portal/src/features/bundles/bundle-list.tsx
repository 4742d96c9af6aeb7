import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useWording } from '../../lib/wording-context.tsx';
import { BundleItem } from './bundle-item.tsx';
import { bundlesQuery, cancelBundle } from './bundle-queries.ts';
import { BundleRefusal } from './bundle-refusal.tsx';

/** What one asked for: how far it is, and the file once it is whole. */
export function BundleList() {
  const { t } = useWording();
  const { data } = useSuspenseQuery(bundlesQuery);
  const queryClient = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: cancelBundle,
    onSettled: () => queryClient.invalidateQueries(bundlesQuery),
  });
  if (data.bundles.length === 0) return null;
  return (
    <section aria-labelledby="own-downloads">
      <h2 id="own-downloads" className="mb-2 text-lg font-bold">
        {t('downloads.own')}
      </h2>
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {data.bundles.map((bundle) => (
          <li key={bundle.id} className="border-line px-5 py-4 not-first:border-t">
            <BundleItem bundle={bundle} onCancel={() => mutate(bundle.id)} />
          </li>
        ))}
      </ul>
      <BundleRefusal error={error} />
    </section>
  );
}
