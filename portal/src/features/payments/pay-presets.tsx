import { useQuery } from '@tanstack/react-query';
import type { ListToPay, Payable, PayableTotal } from '@quittance/shared/payable.ts';
import { invoicesAtOnceMax } from '@quittance/shared/payment-split.ts';
import { mainButton, quietButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { payableQuery } from './payment-queries.ts';
import { useOpenDraft } from './pay-together.tsx';

type Props = {
  /** Which open invoices. */
  filter: ListToPay['filter'];
  /** While something else is chosen to be paid: their place stays, so that nothing moves under the pointer. */
  isAside: boolean;
};

/** What most people want to pay in one go, of each account: what is overdue, what is due next, everything. */
export function PayPresets({ filter, isAside }: Props) {
  const { data } = useQuery(payableQuery({ filter }));
  const totals = data?.totals.filter(({ invoicesCount }) => invoicesCount > 1) ?? [];
  return totals.map((total) => (
    <Presets
      key={[total.entity, total.customer, total.currency].join(' ')}
      total={total}
      filter={filter}
      isAside={isAside}
      isOneOfSeveral={totals.length > 1}
    />
  ));
}

type PresetsProps = Props & { total: PayableTotal; isOneOfSeveral: boolean };

function Presets({ total, filter, isAside, isOneOfSeveral }: PresetsProps) {
  const { t, money, date } = useWording();
  const isOffline = useIsOffline();
  const { open, isOpening, error } = useOpenDraft();
  const isIdle = isOpening || isOffline;
  return (
    <section
      aria-label={t('basket.presets')}
      className={`mb-4 noscript:hidden print:hidden ${isAside ? 'invisible' : ''}`}
    >
      {isOneOfSeveral && (
        <p className="mb-1 text-sm text-muted">
          {t('basket.account', { entity: total.entityName, customer: total.customerName })}
        </p>
      )}
      <p className="flex flex-wrap gap-3">
        {presetsOf(total).map(({ name, payable, narrowed, dueDate = '' }, place) => (
          <button
            key={name}
            type="button"
            aria-disabled={isIdle}
            onClick={() => !isIdle && open({ list: listOf(total, { ...filter, ...narrowed }) })}
            className={place === 0 ? mainButton : quietButton}
          >
            {t(`basket.preset.${name}`, {
              amount: money(payable.totalMinor, total.currency),
              date: dueDate && date(dueDate),
            })}
          </button>
        ))}
      </p>
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
    </section>
  );
}

type Preset = {
  name: 'overdue' | 'nextDue' | 'all';
  payable: Payable;
  narrowed: Partial<ListToPay['filter']>;
  dueDate?: string;
};

/** The most pressing first; each only where it is not the same as another one. */
function presetsOf(total: PayableTotal): Preset[] {
  const { overdue, nextDue } = total;
  const presets: Preset[] = [];
  if (overdue) presets.push({ name: 'overdue', payable: overdue, narrowed: { state: 'overdue' } });
  if (nextDue && nextDue.invoicesCount < total.invoicesCount) {
    const { dueDate } = nextDue;
    const narrowed = { dates: 'due' as const, from: dueDate, to: dueDate };
    presets.push({ name: 'nextDue', payable: nextDue, narrowed, dueDate });
  }
  if (total.isWhole && total.invoicesCount > (overdue?.invoicesCount ?? 0))
    presets.push({ name: 'all', payable: total, narrowed: {} });
  return presets.filter(({ payable }) => payable.invoicesCount <= invoicesAtOnceMax);
}

function listOf({ entity, customer, currency }: PayableTotal, filter: ListToPay['filter']): ListToPay {
  return { filter: { ...filter, entity, customer }, currency };
}
