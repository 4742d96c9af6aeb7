import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { commentFileBytesMax, commentFileEndings } from '@quittance/shared/comment-file.ts';
import type { PayPage } from '@quittance/shared/payment.ts';
import { quietButton, textLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { amountToPay } from './amount-to-pay.ts';
import { announceTransfer, payPageQuery } from './payment-queries.ts';

/** For whoever has made the transfer at the bank. It stands inside the form that pays online, and is none of it. */
export function AnnounceForm({ page }: { page: PayPage }) {
  const { t, money, size } = useWording();
  const queryClient = useQueryClient();
  const [proof, setProof] = useState<File | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: announceTransfer,
    onSuccess: () => queryClient.invalidateQueries(payPageQuery),
  });
  const { minor, currency } = amountToPay(page);
  const isTooLarge = proof !== null && proof.size > commentFileBytesMax;
  const wrong = isTooLarge
    ? t('pay.announce.tooLarge', { size: size(commentFileBytesMax) })
    : error && errorText(error, t);
  return (
    <details className="mt-3 print:hidden">
      <summary className={textLink}>{t('pay.announce.summary')}</summary>
      <p className="mb-3 text-muted">{t('pay.announce.text')}</p>
      <label className="block font-medium">
        {t('pay.announce.proof')}
        <input
          type="file"
          accept={commentFileEndings.join(',')}
          aria-invalid={wrong !== null}
          onChange={(event) => setProof(event.currentTarget.files?.[0] ?? null)}
          className="mt-1 block min-h-11 w-full font-normal file:mr-3 file:min-h-11 file:rounded-md file:border file:border-edge file:bg-transparent file:px-4 file:text-ink"
        />
      </label>
      {wrong && (
        <p role="alert" className="mt-2 text-late">
          {wrong}
        </p>
      )}
      <button
        type="button"
        aria-disabled={isPending || isTooLarge}
        onClick={() => !isPending && !isTooLarge && mutate({ page, proof })}
        className={`${quietButton} mt-3 w-full`}
      >
        {isPending ? t('pay.announce.pressed') : t('pay.announce.button', { amount: money(minor, currency) })}
      </button>
    </details>
  );
}
