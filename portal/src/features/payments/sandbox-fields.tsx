import { useState } from 'react';
import type { SandboxConfig } from '@quittance/shared/payment.ts';
import { TextField } from '../../components/text-field.tsx';
import { TestNumbers } from './test-numbers.tsx';
import type { Told } from './told.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = {
  kind: 'card' | 'debit';
  numbers: SandboxConfig['testNumbers'];
  told: Told | null;
  /** One of the numbers was taken. */
  onUse: () => void;
};

const empty = { number: '', expiry: '', cvc: '' };

/**
 * Fields for the published test numbers. Browsers are told to offer nothing: a real card must never end up in a test page. What is typed
 * lives in these fields only, and goes with them.
 */
export function SandboxFields({ kind, numbers, told, onUse }: Props) {
  const { t } = useWording();
  const [typed, setTyped] = useState(empty);
  const field = (name: keyof typeof empty) => ({
    name,
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: told?.field === name ? told.text : null,
    autoComplete: 'off',
    required: true,
  });
  const onTake = (number: string) => {
    setTyped({ number: grouped(number), expiry: '12/39', cvc: '123' });
    onUse();
  };
  const isWanted = told?.field === 'number';
  return (
    <div className="grid gap-4">
      {kind === 'debit' ? (
        <TextField label={t('pay.iban')} invalidText={t('errors.ibanMissing')} {...field('number')} maxLength={42} />
      ) : (
        <>
          <TextField
            label={t('pay.cardNumber')}
            invalidText={t('errors.cardNumberMissing')}
            {...field('number')}
            inputMode="numeric"
            maxLength={32}
          />
          <div className="grid grid-cols-2 items-start gap-4">
            <TextField
              label={t('pay.expiry')}
              invalidText={t('errors.cardExpiry')}
              {...field('expiry')}
              placeholder={t('pay.expiryHint')}
              inputMode="numeric"
              maxLength={7}
            />
            <TextField
              label={t('pay.cvc')}
              invalidText={t('errors.cardCvc')}
              {...field('cvc')}
              inputMode="numeric"
              maxLength={4}
            />
          </div>
        </>
      )}
      <TestNumbers
        key={String(isWanted)}
        isOpenAtFirst={isWanted}
        numbers={numbers.filter((each) => each.kind === kind)}
        onUse={onTake}
      />
    </div>
  );
}

function grouped(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
