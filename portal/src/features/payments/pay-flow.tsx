import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { Waiting } from '../../components/waiting.tsx';
import { isRefusal } from '../../lib/api-error.ts';
import { rememberAttempt, rememberedAttempt } from '../../lib/remembered-attempt.ts';
import { PayChoice } from './pay-choice.tsx';
import { payStage } from './pay-stage.ts';
import { PayStanding, Unanswered } from './pay-standing.tsx';
import { attemptQuery, payPageQuery, startPayment, type Press } from './payment-queries.ts';
import { failureTold, refusalTold } from './told.ts';
import { useAttempt } from './use-attempt.ts';
import { useWording } from '../../lib/wording-context.tsx';

const pressKey = ['press'];

type Props = {
  page: PayPage;
  asOf: number;
  /** What is to be paid; stands beside the choice, and goes when there is nothing to choose. */
  summary: ReactNode;
};

/** From choosing how to pay to the end of the attempt. Opened again, the page goes on with the attempt it had started. */
export function PayFlow({ page, asOf, summary }: Props) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const [startedId, setStartedId] = useState(rememberedAttempt);
  // The same link may be paying on another phone: what is open there goes before what was tried here.
  const attemptId = page.openAttempt?.attemptId ?? startedId;
  const { query: attempt, looking } = useAttempt(attemptId);
  const follow = (id: string) => {
    rememberAttempt(id);
    setStartedId(id);
  };
  const press = useMutation({
    mutationKey: pressKey,
    mutationFn: startPayment,
    onSuccess: (started) => {
      queryClient.setQueryData(attemptQuery(started.id).queryKey, started);
      follow(started.id);
    },
    onError: (error, { attemptId: tried }: Press) => {
      // Nobody knows whether it arrived: its own id is what to ask for.
      if (isRefusal(error, 'unreachable')) follow(tried);
    },
    // What is owed, what is under way and the tries that are left may be others now; but nobody is asked who just gave no answer.
    onSettled: (_, error) =>
      isRefusal(error, 'unreachable', 'not_started')
        ? undefined
        : queryClient.invalidateQueries(payPageQuery(page.summary.id)),
  });

  if (attemptId !== null && !attempt.data && !isRefusal(attempt.error, 'not_found')) {
    if (!attempt.error) return <Waiting text={t('page.loading')} />;
    return <Unanswered page={page} isLooking={attempt.isFetching} onLook={() => void attempt.refetch()} />;
  }
  const stage = payStage(page, attempt.data ?? null);
  if (stage.at !== 'choosing') {
    const standing = <PayStanding stage={stage} page={page} looking={looking} />;
    return stage.at === 'challenge' ? <Beside summary={summary} choice={standing} /> : standing;
  }
  const told = () => {
    if (press.isPending) return null;
    if (isRefusal(attempt.error, 'not_found')) return { text: t('errors.paymentNotStarted'), field: null };
    if (press.error) return refusalTold(press.error, t);
    return stage.failure && failureTold(stage.failure, t);
  };
  // What was wrong with one way to pay says nothing about another.
  const onOther = () => {
    if (press.isPending) return;
    press.reset();
    setStartedId(null);
  };
  const onPay = (input: MethodInput) => {
    // Asked of the client, not of what was drawn: the second tap of two comes before the page is drawn again.
    if (queryClient.isMutating({ mutationKey: pressKey }) > 0) return;
    press.mutate({ page, attemptId: crypto.randomUUID(), input });
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
