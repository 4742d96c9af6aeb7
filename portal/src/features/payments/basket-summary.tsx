import { useState } from 'react';
import { partFloor } from '@quittance/shared/payment-split.ts';
import type { PayDraft, PayShare } from '@quittance/shared/pay-draft.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { BigAmount } from '../../components/big-amount.tsx';
import { quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AmountForm } from './amount-form.tsx';
import { BasketCredit } from './basket-credit.tsx';
import { useChoice, useIsChoosing, useIsChosen } from './use-choice.ts';

/** What of each invoice is paid; it adds up to the amount on the button. Another choice is another draft. */
export function BasketSummary({ page, draft }: { page: PayPage; draft: PayDraft }) {
  const { t, money } = useWording();
  const { summary, openAttempt } = page;
  const { choose: start, error } = useChoice();
  const choose = (choice: OtherChoice) => start(requestOf(draft, choice));
  const [edited, setEdited] = useState({ id: '', isOpen: false });
  const close = () => setEdited({ ...edited, isOpen: false });
  const [first] = draft.invoices;
  const title =
    draft.invoices.length === 1 && first
      ? t('document.title.invoice', { number: first.number })
      : t('basket.title', { count: draft.invoices.length });
  return (
    <div className="@container">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted">{t('document.for', { customer: summary.customerName })}</p>
      <ToPay key={draft.id} draftId={draft.id} amount={money(draft.totalMinor, summary.currency)} />
      <Dropped numbers={draft.droppedNumbers} />
      <ul className="mt-4">
        {draft.invoices.map((share) => (
          <li key={share.id} className="border-t border-line py-2">
            <Share share={share} currency={summary.currency} />
            {edited.id === share.id && edited.isOpen && (
              <AmountForm
                number={share.number}
                amountMinor={share.amountMinor}
                minMinor={partFloor(share.dueMinor, page.partMinMinor)}
                maxMinor={share.dueMinor}
                currency={summary.currency}
                onAmount={(amountMinor) => {
                  close();
                  choose({ changed: { ...share, amountMinor } });
                }}
                onEnd={close}
              />
            )}
            {!(edited.id === share.id && edited.isOpen) && !openAttempt && (
              <ShareTools
                share={share}
                canChange={partFloor(share.dueMinor, page.partMinMinor) < share.dueMinor}
                canLeaveOut={draft.invoices.length > 1}
                isReturnedTo={edited.id === share.id}
                onChange={() => setEdited({ id: share.id, isOpen: true })}
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

/** Takes the focus that a choice has left nowhere, so that whoever hears the page hears what it has come to. */
function ToPay({ draftId, amount }: { draftId: string; amount: string }) {
  const { t } = useWording();
  const isChosen = useIsChosen(draftId);
  const isChoosing = useIsChoosing();
  return (
    <div ref={isChosen ? takeLostFocus : null} tabIndex={-1} className="mt-5 outline-none">
      <p className="text-sm text-muted">{t(isChoosing ? 'basket.changing' : 'basket.toPay')}</p>
      <BigAmount text={amount} />
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
  /** Its amount was being changed until now. */
  isReturnedTo: boolean;
  onChange: () => void;
  onLeaveOut: () => void;
};

function ShareTools({ share: { number }, canChange, canLeaveOut, isReturnedTo, onChange, onLeaveOut }: ToolsProps) {
  const { t } = useWording();
  const isChoosing = useIsChoosing();
  return (
    <p className="flex flex-wrap gap-x-5">
      {canChange && (
        <button
          ref={isReturnedTo ? takeLostFocus : null}
          type="button"
          aria-label={t('basket.changeLabel', { number })}
          aria-disabled={isChoosing}
          onClick={() => !isChoosing && onChange()}
          className={quietLink}
        >
          {t('basket.change')}
        </button>
      )}
      {canLeaveOut && (
        <button
          type="button"
          aria-label={t('basket.leaveOutLabel', { number })}
          aria-disabled={isChoosing}
          onClick={onLeaveOut}
          className={quietLink}
        >
          {t('basket.leaveOut')}
        </button>
      )}
    </p>
  );
}
