import type { LoaderFunctionArgs } from 'react-router';
import { DocumentList } from '../features/documents/document-list.tsx';
import { documentListQuery, openTotalsQuery } from '../features/documents/document-queries.ts';
import { OpenTotals } from '../features/documents/open-totals.tsx';
import { signedIn } from '../lib/loader-context.ts';
import { ListPage, useCrowd } from './list-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    await Promise.all([
      queryClient.ensureInfiniteQueryData(documentListQuery('open')),
      queryClient.ensureQueryData(openTotalsQuery),
    ]);
    return null;
  });
}

export function Component() {
  const { t } = useWording();
  return (
    <ListPage title={t('list.open')}>
      <OpenTotals />
      <DocumentList list="open" emptyText={t('list.noOpen')} crowd={useCrowd()} />
    </ListPage>
  );
}
