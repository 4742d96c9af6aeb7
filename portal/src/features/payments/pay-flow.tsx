import { useState, type ReactNode } from 'react';
import type { PayPage } from '@quittance/shared/payment.ts';
import { Waiting } from '../../components/waiting.tsx';
import { isRefusal } from '../../lib/api-error.ts';
import { rememberAttempt, rememberedAttempt } from '../../lib/remembered-attempt.ts';
import { PayChoice } from './pay-choice.tsx';
import { payStage, type PayStage } from './pay-stage.ts';
import { PayStanding, Unanswered } from './pay-standing.tsx';
import { failureTold, refusalTold } from './told.ts';
import { useAttempt } from './use-attempt.ts';
import { usePress } from './use-press.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  page: PayPage;
  asOf: number;
  /** What is to be paid; stands beside the choice, and goes when there is nothing to choose. */
  summary: ReactNode;
};

const besideSummary: ReadonlySet<PayStage['at']> = new Set(['challenge', 'settling', 'announced']);

/** From choosing how to pay to the end of the attempt. Opened again, the page goes on with the attempt it had started. */
export function PayFlow({ page, asOf, summary }: Props) {
  const { t } = useWording();
  const [startedId, setStartedId] = useState(rememberedAttempt);
  // The same link may be paying on another phone: what is open there goes before what was tried here.
  const attemptId = page.openAttempt?.attemptId ?? startedId ?? page.draft?.attemptId ?? null;
  const { query: attempt, looking } = useAttempt(attemptId);
  const follow = (id: string) => {
    rememberAttempt(id);
    setStartedId(id);
  };
  const { press, onPay } = usePress(page, follow);

  if (attemptId !== null && !attempt.data && !isRefusal(attempt.error, 'not_found')) {
    if (!attempt.error) return <Waiting text={t('page.loading')} />;
    return <Unanswered page={page} isLooking={attempt.isFetching} onLook={() => void attempt.refetch()} />;
  }
  const stage = payStage(page, attempt.data ?? null);
  if (stage.at !== 'choosing') {
    const standing = <PayStanding stage={stage} page={page} looking={looking} />;
    return besideSummary.has(stage.at) ? <Beside summary={summary} choice={standing} /> : standing;
  }
  const told = () => {
    if (press.isPending) return null;
    if (isRefusal(attempt.error, 'not_found')) return { text: t('errors.paymentNotStarted'), field: null };
    if (press.error) return refusalTold(press.error, press.variables?.page ?? page, t);
    return stage.failure && failureTold(stage.failure, t);
  };
  // What was wrong with one way to pay says nothing about another.
  const onOther = () => {
    if (press.isPending) return;
    press.reset();
    setStartedId(null);
  };
  const choice = (
    <PayChoice page={page} asOf={asOf} told={told()} isPaying={press.isPending} onPay={onPay} onOther={onOther} />
  );
  return <Beside summary={summary} choice={choice} />;
}

function Beside({ summary, choice }: { summary: ReactNode; choice: ReactNode }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="min-w-0 lg:col-start-2 lg:row-start-1">{summary}</div>
      <div className="min-w-0">{choice}</div>
    </div>
  );
}
