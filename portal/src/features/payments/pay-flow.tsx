import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import type { Wording } from '../../lib/wording.ts';
import { rememberAttempt, rememberedAttempt } from '../../lib/remembered-attempt.ts';
import { PayChoice } from './pay-choice.tsx';
import { payStage } from './pay-stage.ts';
import { PayStanding } from './pay-standing.tsx';
import { attemptQuery, payPageQuery, startPayment, type Press } from './payment-queries.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = { page: PayPage; asOf: number };

/** From choosing how to pay to the end of the attempt. Opened again, the page goes on with the attempt it had started. */
export function PayFlow({ page, asOf }: Props) {
  const { t } = useWording();
  const queryClient = useQueryClient();
  const [attemptId, setAttemptId] = useState(() => page.openAttempt?.attemptId ?? rememberedAttempt());
  const attempt = useQuery({ ...attemptQuery(attemptId ?? ''), enabled: attemptId !== null });
  const follow = (id: string) => {
    rememberAttempt(id);
    setAttemptId(id);
  };
  const press = useMutation({
    mutationFn: startPayment,
    onSuccess: (started) => {
      queryClient.setQueryData(attemptQuery(started.id).queryKey, started);
      follow(started.id);
    },
    onError: (error, { attemptId: tried }: Press) => {
      // Nobody knows whether it arrived: its own id is what to ask for.
      if (isRefusal(error, 'unreachable')) follow(tried);
    },
    // What is owed, what is under way and the tries that are left may be others now.
    onSettled: () => queryClient.invalidateQueries(payPageQuery(page.summary.id)),
  });

  const stage = payStage(page, attempt.data ?? null);
  if (stage.at !== 'choosing') return <PayStanding stage={stage} page={page} />;
  const told = () => {
    if (press.isPending) return null;
    if (isRefusal(attempt.error, 'not_found')) return t('errors.paymentNotStarted');
    if (press.error) return refusedText(press.error, t);
    return stage.failure && t(`failure.${stage.failure}`);
  };
  const onPay = (input: MethodInput) => press.mutate({ page, attemptId: crypto.randomUUID(), input });
  return <PayChoice page={page} asOf={asOf} told={told()} isPaying={press.isPending} onPay={onPay} />;
}

function refusedText(error: Error, t: Wording['t']): string {
  const path = isRefusal(error, 'invalid_request') ? error.problem?.issues?.[0]?.path : undefined;
  if (path?.endsWith('.expiry')) return t('errors.cardExpiry');
  if (path?.endsWith('.cvc')) return t('errors.cardCvc');
  return errorText(error, t);
}
