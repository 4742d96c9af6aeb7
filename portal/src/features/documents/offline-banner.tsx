import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { allDocuments } from './document-queries.ts';

/** That there is no network, of when the page is, and what does not work now. */
export function OfflineBanner() {
  const isOffline = useIsOffline();
  return <output className="mx-auto block max-w-page px-4 empty:hidden">{isOffline && <Told />}</output>;
}

function Told() {
  const { t, moment } = useWording();
  const seenAt = useSeenAt();
  return (
    <span className="mb-4 block rounded-lg bg-soon-wash px-5 py-3 text-soon">
      <strong className="font-semibold">
        {seenAt === null ? t('offline.now') : t('offline.asOf', { moment: moment(new Date(seenAt).toISOString()) })}
      </strong>{' '}
      {t('offline.needs')}
    </span>
  );
}

/** When the oldest came of what is shown of documents; null where nothing is. */
function useSeenAt(): number | null {
  const cache = useQueryClient().getQueryCache();
  const subscribe = (onChange: () => void) => cache.subscribe(notifyManager.batchCalls(onChange));
  const oldest = () => {
    const shown = cache.findAll({ ...allDocuments, type: 'active' }).map(({ state }) => state.dataUpdatedAt);
    const came = shown.filter((updatedAt) => updatedAt > 0);
    return came.length === 0 ? null : Math.min(...came);
  };
  return useSyncExternalStore(subscribe, oldest, oldest);
}
