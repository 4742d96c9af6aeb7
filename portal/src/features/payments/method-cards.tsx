import { Suspense, type Ref } from 'react';
import type { PaymentMethod, PayPage } from '@quittance/shared/payment.ts';
import { TransferRows } from '../../components/transfer-details.tsx';
import { transferView } from '../../components/transfer-view.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { AnnounceForm } from './announce-form.tsx';
import { amountToPay } from './amount-to-pay.ts';
import { PhoneCode } from './phone-code.tsx';
import { StripeFields, type Widget } from './lazy-stripe.tsx';
import { SandboxFields } from './sandbox-fields.tsx';
import type { Told } from './told.ts';

type FieldsProps = {
  page: PayPage;
  told: Told | null;
  /** Of the provider whose own fields are shown. */
  widget: Ref<Widget>;
  onExpress: () => Promise<boolean>;
  onOther: () => void;
};

type Props = FieldsProps & {
  chosen: PaymentMethod;
  isLocked: boolean;
  onChoose: (method: PaymentMethod) => void;
};

/** The ways to pay in the merchant's order, as radio buttons; what the chosen one needs opens below it. */
export function MethodCards({ chosen, isLocked, onChoose, ...fields }: Props) {
  const { t } = useWording();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-3 text-lg font-semibold">{t('pay.methods')}</legend>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {fields.page.offer.methods.map((method) => (
          <div key={method.id} className="border-line not-first:border-t">
            <label className="flex min-h-16 items-center gap-4 px-5 py-2 has-disabled:text-muted">
              <input
                type="radio"
                name="method"
                checked={method.id === chosen.id}
                disabled={isLocked && method.kind !== 'transfer'}
                onChange={() => onChoose(method)}
                className="size-5 shrink-0 accent-accent"
              />
              <span className="min-w-0 grow font-semibold">
                {methodName(method, t)}
                <span className="block text-sm font-normal text-muted">{t(`pay.note.${method.kind}`)}</span>
              </span>
              {method.iconUrl !== undefined && (
                <img
                  src={method.iconUrl}
                  alt=""
                  width={40}
                  height={30}
                  loading="lazy"
                  className="h-7.5 w-10 shrink-0"
                />
              )}
            </label>
            {method.id === chosen.id && method.kind !== 'redirect' && (
              <div className="px-5 pb-5">
                <MethodFields method={method} {...fields} />
              </div>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function methodName({ kind, label }: PaymentMethod, t: ReturnType<typeof useWording>['t']): string {
  if (kind === 'redirect') return label ?? t('pay.redirect');
  return t(`method.${kind}`);
}

function MethodFields({ page, method, told, widget, onExpress, onOther }: FieldsProps & { method: PaymentMethod }) {
  const wording = useWording();
  const { offer, transfer } = page;
  switch (method.kind) {
    case 'card':
    case 'debit': {
      const config = offer.clientConfigs.find((each) => each.provider === 'sandbox');
      return (
        <SandboxFields
          key={method.kind}
          kind={method.kind}
          numbers={config?.testNumbers ?? []}
          told={told}
          onUse={onOther}
        />
      );
    }
    case 'transfer': {
      if (!transfer) return null;
      return (
        <>
          <TransferRows transfer={transferView(transfer, amountToPay(page), wording)} hasOpenQr />
          {page.isSignedIn && <PhoneCode />}
          <AnnounceForm page={page} />
        </>
      );
    }
    case 'elements': {
      const config = offer.clientConfigs.find((each) => each.provider === 'stripe');
      if (!config) return null;
      return (
        <Suspense fallback={<p className="text-muted">{wording.t('pay.elements.loading')}</p>}>
          <StripeFields config={config} widget={widget} onExpress={onExpress} />
        </Suspense>
      );
    }
    case 'redirect':
      return null;
  }
}
