import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { sessionQuery } from '../features/access/session-queries.ts';
import { BundleList } from '../features/bundles/bundle-list.tsx';
import { bundlesQuery } from '../features/bundles/bundle-queries.ts';
import { periodsBetween } from '../features/bundles/period-choice.ts';
import { PeriodForm } from '../features/bundles/period-form.tsx';
import { TableLinks } from '../features/bundles/table-links.tsx';
import { choiceOf } from '../features/documents/list-choice.ts';
import { ListSwitches } from '../features/documents/list-switch.tsx';
import { statementAccountsQuery } from '../features/statements/statement-queries.ts';
import { signedIn } from '../lib/loader-context.ts';
import { useWording } from '../lib/wording-context.tsx';
import { ListPage } from './list-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    await Promise.all([
      queryClient.ensureQueryData(statementAccountsQuery),
      queryClient.fetchQuery({ ...bundlesQuery, staleTime: 0 }),
    ]);
    return null;
  });
}

/** Everything that can be taken along, in one place. */
export function Component() {
  const { t } = useWording();
  const { data } = useSuspenseQuery(statementAccountsQuery);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [address] = useSearchParams();
  const choice = choiceOf('open', address, session);
  const customer = choice.customer?.id ?? null;
  const first = data.accounts.map(({ firstDate }) => firstDate).toSorted()[0];
  const last = data.accounts
    .map(({ today }) => today)
    .toSorted()
    .at(-1);
  return (
    <ListPage title={t('downloads.title')}>
      <ListSwitches choice={choice} customers={session.customers} entities={[]} />
      {first === undefined || last === undefined ? (
        <p>{t('downloads.nothing')}</p>
      ) : (
        <div className="grid gap-6">
          <PeriodForm years={periodsBetween(first, last)} customer={customer} />
          <BundleList />
          <TableLinks customer={customer} />
        </div>
      )}
    </ListPage>
  );
}
