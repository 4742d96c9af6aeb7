import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { attemptQuery, payingKey, payPageQuery, startPayment, type Press } from './payment-queries.ts';

const pressKey = [...payingKey, 'press'];

/** Pressing the button: one try, which is followed whether or not its answer came, and gone on with where the provider leads. */
export function usePress(page: PayPage, follow: (attemptId: string) => void) {
  const queryClient = useQueryClient();
  const press = useMutation({
    mutationKey: pressKey,
    mutationFn: startPayment,
    onSuccess: (started) => {
      queryClient.setQueryData(attemptQuery(started.id).queryKey, started);
      follow(started.id);
      if (started.action?.kind === 'redirect') location.assign(started.action.url);
    },
    onError: (error, { attemptId: tried }: Press) => {
      // Nobody knows whether it arrived: its own id is what to ask for.
      if (isRefusal(error, 'unreachable')) follow(tried);
    },
    // What is owed, what is under way and the tries that are left may be others now; but nobody is asked who just gave no answer.
    onSettled: (_, error) =>
      isRefusal(error, 'unreachable', 'not_started') ? undefined : queryClient.invalidateQueries(payPageQuery),
  });
  const onPay = (input: MethodInput) => {
    // Asked of the client, not of what was drawn: the second tap of two comes before the page is drawn again.
    if (queryClient.isMutating({ mutationKey: payingKey }) > 0) return;
    press.mutate({ page, attemptId: crypto.randomUUID(), input });
  };
  return { press, onPay };
}
