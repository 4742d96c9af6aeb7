import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { partFloor } from '@quittance/shared/payment-split.ts';
import type { PayDraft, PayShare } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { BigAmount } from '../../components/big-amount.tsx';
import { quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { showDraft } from '../../lib/pay-address.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AmountForm } from './amount-form.tsx';
import { BasketCredit } from './basket-credit.tsx';
import { payPageQuery, startDraft } from './payment-queries.ts';

/** What of each invoice is paid; it adds up to the amount on the button. Another choice is another draft. */
export function BasketSummary({ page, draft }: { page: PayPage; draft: PayDraft }) {
  const { t, money } = useWording();
  const { summary, openAttempt } = page;
  const { choose, error } = useOtherChoice(draft);
  const [editedId, setEditedId] = useState<string | null>(null);
  const [first] = draft.invoices;
  const title =
    draft.invoices.length === 1 && first
      ? t('document.title.invoice', { number: first.number })
      : t('basket.title', { count: draft.invoices.length });
  return (
    <div className="@container">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted">{t('document.for', { customer: summary.customerName })}</p>
      <p className="mt-5 text-sm text-muted">{t('basket.toPay')}</p>
      <BigAmount text={money(draft.totalMinor, summary.currency)} />
      <Dropped numbers={draft.droppedNumbers} />
      <ul className="mt-4">
        {draft.invoices.map((share) => (
          <li key={share.id} className="border-t border-line py-2">
            <Share share={share} currency={summary.currency} />
            {editedId === share.id && (
              <AmountForm
                number={share.number}
                amountMinor={share.amountMinor}
                minMinor={partFloor(share.dueMinor, page.partMinMinor)}
                maxMinor={share.dueMinor}
                currency={summary.currency}
                onAmount={(amountMinor) => {
                  setEditedId(null);
                  choose({ changed: { ...share, amountMinor } });
                }}
                onEnd={() => setEditedId(null)}
              />
            )}
            {editedId !== share.id && !openAttempt && (
              <ShareTools
                share={share}
                canChange={partFloor(share.dueMinor, page.partMinMinor) < share.dueMinor}
                canLeaveOut={draft.invoices.length > 1}
                onChange={() => setEditedId(share.id)}
                onLeaveOut={() => choose({ changed: { ...share, amountMinor: 0 } })}
              />
            )}
          </li>
        ))}
      </ul>
      <BasketCredit page={page} draft={draft} onUse={(useCredit) => choose({ useCredit })} />
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
    </div>
  );
}

/** That nothing is owed of them any more is the reason why they are gone, and is said. */
function Dropped({ numbers }: { numbers: readonly string[] }) {
  const { t } = useWording();
  if (numbers.length === 0) return null;
  return (
    <output className="mt-3 block rounded-md bg-soon-wash p-3 text-soon">
      {t('basket.dropped', { count: numbers.length, numbers: numbers.join(', ') })}
    </output>
  );
}

/** An amount of 0 leaves the invoice out. */
type OtherChoice = { changed?: PayShare; useCredit?: boolean };

function useOtherChoice(draft: PayDraft) {
  const queryClient = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: (choice: OtherChoice) => startDraft(requestOf(draft, choice)),
    onSuccess: ({ id }) => {
      showDraft(id);
      return queryClient.invalidateQueries(payPageQuery);
    },
  });
  return { choose: mutate, error };
}

function requestOf({ invoices, credits }: PayDraft, { changed, useCredit = credits.length > 0 }: OtherChoice) {
  const chosen = invoices
    .map((share) => (share.id === changed?.id ? changed : share))
    .filter(({ amountMinor }) => amountMinor > 0);
  const parts = chosen.filter(({ amountMinor, dueMinor }) => amountMinor < dueMinor);
  return {
    invoiceIds: chosen.map(({ id }) => id),
    parts: parts.map(({ id, amountMinor }) => ({ invoiceId: id, amountMinor })),
    useCredit,
  };
}

function Share({ share, currency }: { share: PayShare; currency: string }) {
  const { t, money, date } = useWording();
  const { number, dueDate, daysOverdue, dueMinor, amountMinor, lateChargesMinor } = share;
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4 font-medium">
        <span className="wrap-anywhere">{number}</span>
        <span className="ml-auto tabular-nums">{money(amountMinor, currency)}</span>
      </p>
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        {daysOverdue > 0 ? (
          <span className="text-late">{t('status.overdue', { count: daysOverdue })}</span>
        ) : (
          <span>{t('document.dueDate', { date: date(dueDate) })}</span>
        )}
        {lateChargesMinor > 0 && <span>{t('list.inclCharges', { amount: money(lateChargesMinor, currency) })}</span>}
        {amountMinor < dueMinor && <span>{t('basket.of', { amount: money(dueMinor, currency) })}</span>}
      </p>
    </>
  );
}

type ToolsProps = {
  share: PayShare;
  canChange: boolean;
  canLeaveOut: boolean;
  onChange: () => void;
  onLeaveOut: () => void;
};

function ShareTools({ share: { number }, canChange, canLeaveOut, onChange, onLeaveOut }: ToolsProps) {
  const { t } = useWording();
  return (
    <p className="flex flex-wrap gap-x-5">
      {canChange && (
        <button type="button" aria-label={t('basket.changeLabel', { number })} onClick={onChange} className={quietLink}>
          {t('basket.change')}
        </button>
      )}
      {canLeaveOut && (
        <button
          type="button"
          aria-label={t('basket.leaveOutLabel', { number })}
          onClick={onLeaveOut}
          className={quietLink}
        >
          {t('basket.leaveOut')}
        </button>
      )}
    </p>
  );
}
