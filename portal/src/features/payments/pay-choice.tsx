import { useRef, useState, type SubmitEvent } from 'react';
import { mainButton } from '../../components/looks.ts';
import { PayBar } from '../../components/pay-bar.tsx';
import type { MethodInput, PaymentMethod, PayPage } from '@quittance/shared/payment.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { amountToPay } from './amount-to-pay.ts';
import type { Widget } from './lazy-stripe.tsx';
import { AnnouncedElsewhere } from './announced.tsx';
import { LockNotice } from './lock-notice.tsx';
import { MethodCards } from './method-cards.tsx';
import { methodInput } from './method-input.ts';
import type { Told } from './told.ts';
import { useIsChoosing } from './use-choice.ts';
import { useTypedAmount } from './use-typed-amount.ts';

type Props = {
  page: PayPage;
  asOf: number;
  told: Told | null;
  isPaying: boolean;
  onPay: (input: MethodInput) => void;
  /** Something else is tried than what failed. */
  onOther: () => void;
};

export function PayChoice({ page, asOf, told, isPaying, onPay, onOther }: Props) {
  const { t, money } = useWording();
  const { offer, entity } = page;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const widget = useRef<Widget>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const toPay = amountToPay(page);
  const typed = useTypedAmount(toPay.minor);
  const isChoosing = useIsChoosing();
  const isLocked = offer.lock.lockedUntil !== null;
  const isIdle = isLocked || isPaying || isChoosing;
  const chosen = chosenMethod(offer, chosenId);
  if (!chosen) return <p>{t('pay.noMethod', { name: entity.name })}</p>;
  const amount = money(toPay.minor, toPay.currency);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isIdle || typed.take()) return;
    const input = methodInput(chosen, new FormData(event.currentTarget));
    if (input) onPay(input);
    else void collect();
  };
  const collect = async () => {
    const collected = await widget.current?.collect();
    if (!collected) return false;
    setProblem('problem' in collected ? collected.problem : null);
    if ('input' in collected) onPay(collected.input);
    return 'input' in collected;
  };
  const onChoose = ({ id }: PaymentMethod) => {
    setProblem(null);
    setChosenId(id);
    onOther();
  };
  return (
    <form onSubmit={onSubmit} autoComplete="off">
      {/* Another card, as the last failure advises, is no use while paying online rests. */}
      <ToldText text={isLocked ? null : (problem ?? generalText(told))} />
      <LockNotice lock={offer.lock} asOf={asOf} hasTransfer={page.transfer !== null} />
      <AnnouncedElsewhere page={page} />
      <MethodCards
        page={page}
        chosen={chosen}
        isLocked={isLocked}
        told={told}
        widget={widget}
        onChoose={onChoose}
        onOther={onOther}
        onExpress={async () => !isIdle && !typed.take() && collect()}
      />
      {chosen.kind !== 'transfer' && (
        <PayBar>
          {typed.isTaken && <output className="mb-2 block text-sm">{t('basket.nowToPay', { amount })}</output>}
          <button type="submit" aria-disabled={isIdle} className={`${mainButton} w-full text-lg`}>
            {isChoosing ? t('basket.changing') : t(isPaying ? 'pay.pressed' : 'pay.button', { amount })}
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

/** What is about a field stands there. */
function generalText(told: Told | null): string | null {
  return told === null || told.field !== null ? null : told.text;
}

function ToldText({ text }: { text: string | null }) {
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
