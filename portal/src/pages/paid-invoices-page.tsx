import type { LoaderFunctionArgs } from 'react-router';
import { DocumentList } from '../features/documents/document-list.tsx';
import { documentListQuery } from '../features/documents/document-queries.ts';
import { signedIn } from '../lib/loader-context.ts';
import { ListPage, useCrowd } from './list-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    await queryClient.ensureInfiniteQueryData(documentListQuery('paid'));
    return null;
  });
}

export function Component() {
  const { t } = useWording();
  return (
    <ListPage title={t('list.paid')}>
      <DocumentList list="paid" emptyText={t('list.noPaid')} crowd={useCrowd()} />
    </ListPage>
  );
}
