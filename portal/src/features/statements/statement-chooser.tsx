import { Form, Link } from 'react-router';
import type { StatementAccount } from '@quittance/shared/statement.ts';
import { card, quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { accountKey, type Preset, presets, type StatementChoice } from './statement-choice.ts';

type Props = { accounts: StatementAccount[]; choice: StatementChoice };

/** Which account and which days: links and a form of the browser's own, kept in the address. */
export function StatementChooser({ accounts, choice }: Props) {
  const { t } = useWording();
  const { from, to, request } = choice;
  const key = accountKey(choice.account);
  return (
    <section aria-label={t('statement.period')} className={`${card} print:hidden`}>
      <Presets account={key} chosen={choice.preset} />
      <Form
        key={`${key} ${from} ${to}`}
        method="get"
        preventScrollReset
        className="mt-3 grid items-end gap-4 min-[22rem]:grid-cols-2 sm:flex sm:flex-wrap"
      >
        {accounts.length > 1 && <AccountField accounts={accounts} chosen={key} />}
        {accounts.length === 1 && <input type="hidden" name="account" value={key} />}
        <DayField name="from" label={t('statement.from')} value={from} last={choice.account.today} />
        <DayField name="to" label={t('statement.to')} value={to} last={choice.account.today} />
        <button type="submit" className={`${quietButton} max-sm:col-span-full`}>
          {t('statement.show')}
        </button>
      </Form>
      {request === null && (
        <p role="alert" className="mt-3 font-medium text-late">
          {t('statement.noPeriod')}
        </p>
      )}
    </section>
  );
}

const presetKeys = {
  this_year: 'statement.preset.thisYear',
  last_year: 'statement.preset.lastYear',
  last_12_months: 'statement.preset.last12Months',
} as const satisfies Record<Preset, string>;

function Presets({ account, chosen }: { account: string; chosen: Preset | null }) {
  const { t } = useWording();
  return (
    <ul className="flex flex-wrap gap-2">
      {presets.map((preset) => (
        <li key={preset}>
          <Link
            to={`?${new URLSearchParams({ account, period: preset }).toString()}`}
            preventScrollReset
            aria-current={preset === chosen ? 'true' : undefined}
            className="inline-flex min-h-11 items-center rounded-md border border-line px-3 font-medium text-muted hover:border-ink aria-[current=true]:border-accent forced-colors:aria-[current=true]:border-[Highlight] aria-[current=true]:text-ink"
          >
            {t(presetKeys[preset])}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const field = 'block min-h-12 w-full min-w-0 rounded-md border border-edge bg-page px-3';

function DayField({ name, label, value, last }: { name: string; label: string; value: string; last: string }) {
  return (
    <label className="min-w-0">
      <span className="mb-1 block text-sm text-muted">{label}</span>
      <input type="date" name={name} required defaultValue={value} max={last} className={field} />
    </label>
  );
}

function AccountField({ accounts, chosen }: { accounts: StatementAccount[]; chosen: string }) {
  const { t } = useWording();
  return (
    <label className="min-w-0 max-sm:col-span-full">
      <span className="mb-1 block text-sm text-muted">{t('statement.account')}</span>
      <select name="account" defaultValue={chosen} className={field}>
        {accounts.map((account) => (
          <option key={accountKey(account)} value={accountKey(account)}>
            {[account.entity.name, account.customer.name, account.currency].join(' · ')}
          </option>
        ))}
      </select>
    </label>
  );
}
