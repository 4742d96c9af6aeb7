import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { partFloor } from '@quittance/shared/payment-split.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { showDraft } from '../../lib/pay-address.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AmountForm } from './amount-form.tsx';
import { payPageQuery, startDraft } from './payment-queries.ts';

/** Where all of one invoice is asked for: a part of it instead, if the merchant takes parts. */
export function PartChoice({ page: { summary, partMinMinor, openAttempt } }: { page: PayPage }) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, error } = useMutation({
    mutationFn: (amountMinor: number) =>
      startDraft({ invoiceIds: [summary.id], parts: [{ invoiceId: summary.id, amountMinor }] }),
    onSuccess: ({ id }) => {
      showDraft(id);
      return queryClient.invalidateQueries(payPageQuery);
    },
  });
  const minMinor = partFloor(summary.amountDueMinor, partMinMinor);
  if (minMinor === summary.amountDueMinor || openAttempt) return null;
  return (
    <>
      {isOpen ? (
        <AmountForm
          number={summary.number}
          amountMinor={summary.amountDueMinor}
          minMinor={minMinor}
          maxMinor={summary.amountDueMinor}
          currency={summary.currency}
          onAmount={(amountMinor) => (amountMinor === summary.amountDueMinor ? setIsOpen(false) : mutate(amountMinor))}
          onEnd={() => setIsOpen(false)}
        />
      ) : (
        <button type="button" onClick={() => setIsOpen(true)} className={`${quietLink} mt-2`}>
          {t('basket.other')}
        </button>
      )}
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
    </>
  );
}
