import { useSuspenseQuery } from '@tanstack/react-query';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { StatementRequest } from '@quittance/shared/statement-request.ts';
import { choiceOf } from '../features/statements/statement-choice.ts';
import { StatementChooser } from '../features/statements/statement-chooser.tsx';
import { StatementTable } from '../features/statements/statement-table.tsx';
import { statementAccountsQuery, statementPath, statementQuery } from '../features/statements/statement-queries.ts';
import { StatementSummary } from '../features/statements/statement-summary.tsx';
import { statementView } from '../features/statements/statement-view.ts';
import { signedIn } from '../lib/loader-context.ts';
import { useWording } from '../lib/wording-context.tsx';
import { ListPage } from './list-page.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient) => {
    const { accounts } = await queryClient.ensureQueryData(statementAccountsQuery);
    const request = choiceOf(accounts, new URL(args.request.url).searchParams)?.request;
    if (request) await queryClient.ensureQueryData(statementQuery(request));
    return null;
  });
}

export function Component() {
  const { t } = useWording();
  const [address] = useSearchParams();
  const { data } = useSuspenseQuery(statementAccountsQuery);
  const choice = choiceOf(data.accounts, address);
  return (
    <ListPage title={t('statement.title')}>
      {choice === null ? (
        <p>{t('statement.noAccounts')}</p>
      ) : (
        <StatementChooser accounts={data.accounts} choice={choice} />
      )}
      {choice?.request && <Statement request={choice.request} />}
    </ListPage>
  );
}

function Statement({ request }: { request: StatementRequest }) {
  const wording = useWording();
  const { data: statement } = useSuspenseQuery(statementQuery(request));
  const view = statementView(statement, wording);
  const files = { pdf: statementPath('pdf', request), csv: statementPath('csv', request) };
  return (
    <>
      <StatementSummary view={view} files={files} />
      <StatementTable rows={view.rows} />
    </>
  );
}
