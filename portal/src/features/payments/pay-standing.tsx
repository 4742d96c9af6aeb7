import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { Attempt, PayPage } from '@quittance/shared/payment.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { amountToPay } from './amount-to-pay.ts';
import { Announced } from './announced.tsx';
import { ChallengeDialog } from './challenge-dialog.tsx';
import { StripeChallenge } from './lazy-stripe.tsx';
import { LookAgain } from './look-again.tsx';
import type { PayStage } from './pay-stage.ts';
import { payPageQuery } from './payment-queries.ts';
import { Receipt } from './receipt.tsx';
import { Redirecting } from './redirecting.tsx';
import { StandingCard } from './standing-card.tsx';
import { SettleByCredit, Settled } from './settle-by-credit.tsx';
import type { Looking } from './use-attempt.ts';

type Props = { stage: Exclude<PayStage, { at: 'choosing' }>; page: PayPage; looking: Looking };

/** What is so at the moment, where there is nothing to choose. */
export function PayStanding({ stage, page, looking }: Props) {
  const { t, time, date } = useWording();
  switch (stage.at) {
    case 'paid':
      return <Receipt attempt={stage.attempt} page={page} />;
    case 'challenge':
      return <ChallengeDialog attempt={stage.attempt} />;
    case 'processing':
    case 'checking':
      return <UnderWay at={stage.at} attempt={stage.attempt} looking={looking} />;
    case 'confirming':
      return <Confirming {...stage} page={page} />;
    case 'redirecting':
      return <Redirecting attempt={stage.attempt} url={stage.url} />;
    case 'announced':
      return <Announced page={page} announcement={stage.announcement} />;
    case 'settling':
      return <SettleByCredit draft={stage.draft} />;
    case 'settled':
      return <Settled draft={stage.draft} page={page} />;
    case 'colleague':
      return (
        <StandingCard title={t('pay.colleague.title')} text={t('pay.colleague.text', { time: time(stage.startedAt) })}>
          <ReadAgain />
        </StandingCard>
      );
    case 'nothing_owed': {
      if (page.draft) return <StandingCard title={t('pay.nothingOwed.title')} text={t('pay.nothingOwed.several')} />;
      const { kind, number, paidDate } = page.summary;
      const title = t(`document.title.${kind}`, { number });
      const text = paidDate
        ? t('pay.nothingOwed.paid', { title, date: date(paidDate) })
        : t('pay.nothingOwed.text', { title });
      return <StandingCard title={t('pay.nothingOwed.title')} text={text} />;
    }
  }
}

/** Somebody else's attempt is not ours to ask the provider about. */
function ReadAgain() {
  const { refetch, isFetching, error } = useQuery(payPageQuery);
  return <LookAgain isLooking={isFetching} error={error} onLook={() => void refetch()} />;
}

/** A try was sent off, and no answer tells what became of it: neither "paid" nor "not paid" would be true. */
export function Unanswered({ page, isLooking, onLook }: { page: PayPage; isLooking: boolean; onLook: () => void }) {
  const { t, money } = useWording();
  const { minor, currency } = amountToPay(page);
  const amount = money(minor, currency);
  return (
    <StandingCard title={t('pay.unanswered.title')} text={t('pay.unanswered.text', { amount })}>
      <LookAgain isLooking={isLooking} error={null} onLook={onLook} />
    </StandingCard>
  );
}

type UnderWayProps = { at: 'processing' | 'checking'; attempt: Attempt; looking: Looking };

function UnderWay({ at, attempt, looking }: UnderWayProps) {
  const { t, money } = useWording();
  const numbers = attempt.invoices.map(({ number }) => number).join(', ');
  return (
    <StandingCard
      title={t(`pay.${at}.title`)}
      amount={money(attempt.amountMinor, attempt.currency)}
      text={at === 'checking' ? t('pay.checking.text') : t('pay.processing.text', { numbers })}
    >
      <div className="pulse mt-5 h-1 rounded-md bg-accent" />
      <LookAgain {...looking} />
    </StandingCard>
  );
}

type ConfirmingProps = { attempt: Attempt; clientSecret: string; page: PayPage };

/** By the keys that this page came with: they are of the account that the attempt was made with. */
function Confirming({ attempt, clientSecret, page }: ConfirmingProps) {
  const { t } = useWording();
  const config = page.offer.clientConfigs.find((each) => each.provider === 'stripe');
  const waiting = <StandingCard title={t('pay.confirming.title')} text={t('pay.elements.loading')} />;
  if (!config) return waiting;
  return (
    <Suspense fallback={waiting}>
      <StripeChallenge attempt={attempt} clientSecret={clientSecret} publishableKey={config.publishableKey} />
    </Suspense>
  );
}
