import { useState, type SubmitEvent } from 'react';
import { quietButton, quietLink } from '../../components/looks.ts';
import { TextField } from '../../components/text-field.tsx';
import { typedAmount } from '../../lib/typed-amount.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  number: string;
  amountMinor: number;
  minMinor: number;
  maxMinor: number;
  currency: string;
  onAmount: (amountMinor: number) => void;
  onEnd: () => void;
};

const formName = 'amount';

/** How much of one invoice: from the least that the merchant takes to all that is owed. */
export function AmountForm({ number, amountMinor, minMinor, maxMinor, currency, onAmount, onEnd }: Props) {
  const { t, money, moneyToPaste } = useWording();
  const [isWrong, setIsWrong] = useState(false);
  const bounds = { min: money(minMinor, currency), max: money(maxMinor, currency) };
  const wrong = t('basket.wrongAmount', bounds);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('amount');
    const typed = typedAmount(typeof text === 'string' ? text : '', currency);
    if (typed === null || typed < minMinor || typed > maxMinor) setIsWrong(true);
    else onAmount(typed);
  };
  return (
    <form name={formName} onSubmit={onSubmit} noValidate className="mt-2">
      <TextField
        ref={enter}
        name="amount"
        label={t('basket.amount', { number })}
        invalidText={wrong}
        error={isWrong ? wrong : null}
        defaultValue={moneyToPaste(amountMinor, currency)}
        inputMode="decimal"
        autoComplete="off"
        onChange={() => setIsWrong(false)}
      />
      <p className="mt-1 text-sm text-muted">{t('basket.bounds', bounds)}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-5">
        <button type="submit" className={quietButton}>
          {t('basket.use')}
        </button>
        <button type="button" onClick={onEnd} className={quietLink}>
          {t('basket.cancel')}
        </button>
      </p>
    </form>
  );
}

function enter(field: HTMLInputElement | null): void {
  field?.select();
  field?.focus();
}

/**
 * An amount that was typed but not yet used is what the payer means to pay: uses it, or has the form say what is wrong with it. False where
 * there is none.
 */
export function takeTypedAmount(): boolean {
  const form = document.querySelector<HTMLFormElement>(`form[name="${formName}"]`);
  const field = form?.querySelector('input');
  if (!form || !field || field.value === field.defaultValue) return false;
  form.requestSubmit();
  return true;
}
