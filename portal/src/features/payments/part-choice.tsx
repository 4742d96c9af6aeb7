import { useState } from 'react';
import { partFloor } from '@quittance/shared/payment-split.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AmountForm } from './amount-form.tsx';
import { UseCredit } from './basket-credit.tsx';
import { useChoice, useIsChoosing } from './use-choice.ts';

/** Where all of one invoice is asked for: a part of it instead, if the merchant takes parts, or less by what credit there is. */
export function PartChoice({ page: { summary, partMinMinor, creditMinor, openAttempt } }: { page: PayPage }) {
  const { t } = useWording();
  const [form, setForm] = useState<'unopened' | 'open' | 'closed'>('unopened');
  const { choose, error } = useChoice();
  const isChoosing = useIsChoosing();
  const invoiceIds = [summary.id];
  const minMinor = partFloor(summary.amountDueMinor, partMinMinor);
  const choosePart = (amountMinor: number) => {
    setForm('closed');
    if (amountMinor === summary.amountDueMinor) return;
    choose({ invoiceIds, parts: [{ invoiceId: summary.id, amountMinor }] });
  };
  if (openAttempt) return null;
  return (
    <>
      {form === 'open' ? (
        <AmountForm
          number={summary.number}
          amountMinor={summary.amountDueMinor}
          minMinor={minMinor}
          maxMinor={summary.amountDueMinor}
          currency={summary.currency}
          onAmount={choosePart}
          onEnd={() => setForm('closed')}
        />
      ) : (
        minMinor < summary.amountDueMinor && (
          <button
            ref={form === 'closed' ? takeLostFocus : null}
            type="button"
            aria-disabled={isChoosing}
            onClick={() => !isChoosing && setForm('open')}
            className={`${quietLink} mt-2`}
          >
            {t(isChoosing ? 'basket.changing' : 'basket.other')}
          </button>
        )
      )}
      {creditMinor > 0 && (
        <UseCredit
          amountMinor={creditMinor}
          currency={summary.currency}
          onUse={() => choose({ invoiceIds, useCredit: true })}
        />
      )}
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
    </>
  );
}
