import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { partFloor } from '@quittance/shared/payment-split.ts';
import type { PayPage, StartDraft } from '@quittance/shared/payment.ts';
import { quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { showDraft } from '../../lib/pay-address.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AmountForm } from './amount-form.tsx';
import { UseCredit } from './basket-credit.tsx';
import { payPageQuery, startDraft } from './payment-queries.ts';

/** Where all of one invoice is asked for: a part of it instead, if the merchant takes parts, or less by what credit there is. */
export function PartChoice({ page: { summary, partMinMinor, creditMinor, openAttempt } }: { page: PayPage }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, error } = useMutation({
    mutationFn: (choice: Pick<StartDraft, 'parts' | 'useCredit'>) =>
      startDraft({ invoiceIds: [summary.id], ...choice }),
    onSuccess: ({ id }) => {
      showDraft(id);
      return queryClient.invalidateQueries(payPageQuery);
    },
  });
  const minMinor = partFloor(summary.amountDueMinor, partMinMinor);
  const choosePart = (amountMinor: number) => {
    setIsOpen(false);
    if (amountMinor !== summary.amountDueMinor) mutate({ parts: [{ invoiceId: summary.id, amountMinor }] });
  };
  if (openAttempt) return null;
  return (
    <>
      {isOpen ? (
        <AmountForm
          number={summary.number}
          amountMinor={summary.amountDueMinor}
          minMinor={minMinor}
          maxMinor={summary.amountDueMinor}
          currency={summary.currency}
          onAmount={choosePart}
          onEnd={() => setIsOpen(false)}
        />
      ) : (
        minMinor < summary.amountDueMinor && (
          <button type="button" onClick={() => setIsOpen(true)} className={`${quietLink} mt-2`}>
            {t('basket.other')}
          </button>
        )
      )}
      {creditMinor > 0 && (
        <UseCredit amountMinor={creditMinor} currency={summary.currency} onUse={() => mutate({ useCredit: true })} />
      )}
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
    </>
  );
}
