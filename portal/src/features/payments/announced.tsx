import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PayPage } from '@quittance/shared/payment.ts';
import { quietButton } from '../../components/looks.ts';
import { TransferRows } from '../../components/transfer-details.tsx';
import { transferView } from '../../components/transfer-view.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { amountToPay } from './amount-to-pay.ts';
import { payAnotherWay, payPageQuery } from './payment-queries.ts';
import { StandingCard } from './standing-card.tsx';

type Announcement = NonNullable<PayPage['announcement']>;

/** A draft whose payer says that its money is on its way: no more is asked for, and its details stay to be looked up. */
export function Announced({ page, announcement }: { page: PayPage; announcement: Announcement }) {
  const wording = useWording();
  const { t } = wording;
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => payAnotherWay(announcement.draftId),
    onSuccess: () => queryClient.invalidateQueries(payPageQuery),
  });
  return (
    <StandingCard title={t('pay.announced.title')} text={announcedText(announcement, page, wording)}>
      {announcement.hasProof && <p className="mt-2 text-muted">{t('pay.announced.proof')}</p>}
      <div className="mt-5">
        {page.transfer && <TransferRows transfer={transferView(page.transfer, amountToPay(page), wording)} />}
      </div>
      <button type="button" aria-disabled={isPending} onClick={() => mutate()} className={`${quietButton} mt-5`}>
        {t('pay.announced.other')}
      </button>
      {error && (
        <p role="alert" className="mt-2 text-late">
          {errorText(error, t)}
        </p>
      )}
    </StandingCard>
  );
}

/** Above the ways to pay, where a transfer for one of the invoices was told of in another place. */
export function AnnouncedElsewhere({ page }: { page: PayPage }) {
  const wording = useWording();
  if (!page.announcement) return null;
  return (
    <p className="mb-4 rounded-md bg-soon-wash p-4 text-soon">{announcedText(page.announcement, page, wording)}</p>
  );
}

function announcedText(
  { announcedAt, amountMinor }: Announcement,
  { summary }: PayPage,
  { t, money, date }: ReturnType<typeof useWording>,
): string {
  const amount = money(amountMinor, summary.currency);
  return t('pay.announced.text', { date: date(announcedAt.slice(0, 10)), amount });
}
