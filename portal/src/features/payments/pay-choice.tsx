import { useState, type SubmitEvent } from 'react';
import { mainButton } from '../../components/looks.ts';
import { PayBar } from '../../components/pay-bar.tsx';
import type { MethodInput, PayPage } from '@quittance/shared/payment.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { LockNotice } from './lock-notice.tsx';
import { MethodCards } from './method-cards.tsx';
import { methodInput } from './method-input.ts';

type Props = {
  page: PayPage;
  asOf: number;
  /** Why the last try brought nothing. */
  told: string | null;
  isPaying: boolean;
  onPay: (input: MethodInput) => void;
};

export function PayChoice({ page, asOf, told, isPaying, onPay }: Props) {
  const { t, money } = useWording();
  const { offer, summary, entity } = page;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const isLocked = offer.lock.lockedUntil !== null;
  const chosen = chosenMethod(offer, chosenId);
  if (!chosen) return <p>{t('pay.noMethod', { name: entity.name })}</p>;

  const amount = money(summary.amountDueMinor, summary.currency);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const input = methodInput(chosen, new FormData(event.currentTarget));
    if (input && !isLocked && !isPaying) onPay(input);
  };
  return (
    <form onSubmit={onSubmit} autoComplete="off">
      {/* Another card, as the last failure advises, is no use while paying online rests. */}
      <Told text={isLocked ? null : told} />
      <LockNotice lock={offer.lock} asOf={asOf} invoiceId={summary.id} hasTransfer={page.transfer !== null} />
      <MethodCards page={page} chosen={chosen} isLocked={isLocked} onChoose={({ id }) => setChosenId(id)} />
      {chosen.kind !== 'transfer' && (
        <PayBar>
          <button type="submit" aria-disabled={isLocked || isPaying} className={`${mainButton} w-full text-lg`}>
            {isPaying ? t('pay.pressed', { amount }) : t('pay.button', { amount })}
          </button>
        </PayBar>
      )}
    </form>
  );
}

/** While paying online rests, the bank transfer that still works is already open. */
function chosenMethod({ methods, lock }: PayPage['offer'], chosenId: string | null) {
  const transfer = methods.find(({ kind }) => kind === 'transfer');
  if (lock.lockedUntil !== null && transfer) return transfer;
  return methods.find(({ id }) => id === chosenId) ?? methods[0];
}

function Told({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text !== null && (
        <p ref={bringIntoView} tabIndex={-1} className="mb-4 scroll-m-4 rounded-md bg-late-wash p-4 text-late">
          {text}
        </p>
      )}
    </div>
  );
}

/** Whoever pressed the button at the bottom of a phone is far below the message. */
function bringIntoView(message: HTMLElement | null): void {
  message?.focus();
}
