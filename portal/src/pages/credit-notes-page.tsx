import type { LoaderFunctionArgs } from 'react-router';
import { DocumentList } from '../features/documents/document-list.tsx';
import { documentListQuery } from '../features/documents/document-queries.ts';
import { signedIn } from '../lib/loader-context.ts';
import { ListPage, useCrowd } from './list-page.tsx';
import { useWording } from '../lib/wording-context.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    await queryClient.ensureInfiniteQueryData(documentListQuery('credit_notes'));
    return null;
  });
}

export function Component() {
  const { t } = useWording();
  return (
    <ListPage title={t('list.creditNotes')}>
      <DocumentList list="credit_notes" emptyText={t('list.noCreditNotes')} crowd={useCrowd()} />
    </ListPage>
  );
}
