import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Attempt, ChallengeAnswer } from '@quittance/shared/payment.ts';
import { mainButton, quietButton } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { answerChallenge, attemptQuery, payPageQuery } from './payment-queries.ts';

/** The sandbox's stand-in for a bank's 3-D Secure page. */
export function ChallengeDialog({ attempt }: { attempt: Attempt }) {
  const { t, money } = useWording();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (answer: ChallengeAnswer) => answerChallenge(attempt.id, answer),
    onSuccess: async (answered) => {
      // First the tries that are left, so that they are right when the choice is shown again.
      await queryClient.invalidateQueries(payPageQuery);
      queryClient.setQueryData(attemptQuery(attempt.id).queryKey, answered);
    },
  });
  const onAnswer = (answer: ChallengeAnswer) => !isPending && mutate(answer);
  return (
    <dialog
      ref={openModally}
      aria-labelledby="challenge"
      onCancel={(event) => {
        event.preventDefault();
        onAnswer('cancel');
      }}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-edge bg-surface p-6 text-ink backdrop:bg-black/60"
    >
      <h2 id="challenge" className="text-xl font-bold">
        {t('pay.challenge.title')}
      </h2>
      <p className="mt-2 mb-5 text-muted">
        {t('pay.challenge.text', { amount: money(attempt.amountMinor, attempt.currency) })}
      </p>
      <div aria-disabled={isPending} className="grid gap-3">
        <button type="button" onClick={() => onAnswer('approve')} className={mainButton}>
          {isPending ? t('pay.challenge.pressed') : t('pay.challenge.approve')}
        </button>
        <button type="button" onClick={() => onAnswer('fail')} className={quietButton}>
          {t('pay.challenge.fail')}
        </button>
        <button type="button" onClick={() => onAnswer('cancel')} className={quietButton}>
          {t('pay.challenge.cancel')}
        </button>
      </div>
      <p role="alert" className="mt-3 text-late">
        {error && errorText(error, t)}
      </p>
    </dialog>
  );
}

function openModally(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}
