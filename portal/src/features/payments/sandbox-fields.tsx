import { useState } from 'react';
import type { SandboxConfig } from '@quittance/shared/payment.ts';
import { TextField } from '../../components/text-field.tsx';
import { TestNumbers } from './test-numbers.tsx';
import { useWording } from '../../lib/wording-context.tsx';

type Props = { kind: 'card' | 'debit'; numbers: SandboxConfig['testNumbers'] };

const empty = { number: '', expiry: '', cvc: '' };

/**
 * Fields for the published test numbers. Browsers are told to offer nothing: a real card must never end up in a test page. What is typed
 * lives in these fields only, and goes with them.
 */
export function SandboxFields({ kind, numbers }: Props) {
  const { t } = useWording();
  const [typed, setTyped] = useState(empty);
  const field = (name: keyof typeof empty) => ({
    name,
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: null,
    autoComplete: 'off',
    required: true,
  });
  const onUse = (number: string) => setTyped({ number: grouped(number), expiry: '12/39', cvc: '123' });
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
      <TestNumbers numbers={numbers.filter((each) => each.kind === kind)} onUse={onUse} />
    </div>
  );
}

function grouped(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
