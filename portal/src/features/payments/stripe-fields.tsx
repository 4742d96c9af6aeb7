import { useQuery } from '@tanstack/react-query';
import { Elements, ExpressCheckoutElement, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { StripeElementLocale, StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import { useImperativeHandle, useState, type Ref } from 'react';
import type { ClientConfig } from '@quittance/shared/payment.ts';
import { useDarkScheme } from '../../lib/use-dark-scheme.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { ElementsFailed } from './elements-failed.tsx';
import type { Widget } from './lazy-stripe.tsx';
import { stripeQuery } from './load-stripe.ts';
import { stripeAppearance } from './stripe-appearance.ts';

type Props = {
  config: Extract<ClientConfig, { provider: 'stripe' }>;
  widget: Ref<Widget>;
  /** A wallet's own button was pressed, and its sheet agreed to. */
  onExpress: () => Promise<boolean>;
};

/** Stripe's fields, in a frame of Stripe's: what is typed there never comes here. */
export function StripeFields({ config, widget, onExpress }: Props) {
  const { t } = useWording();
  const isDark = useDarkScheme();
  const { data, error, refetch, isFetching } = useQuery(stripeQuery(config.publishableKey));
  // Whoever presses the button before the fields are there learns why nothing happens.
  useImperativeHandle(data ? null : widget, () => ({
    collect: async () => ({ problem: t(error ? 'pay.elements.failed' : 'pay.elements.loading') }),
  }));
  if (error) return <ElementsFailed isLooking={isFetching} onRetry={() => void refetch()} />;
  if (!data) return <p className="text-muted">{t('pay.elements.loading')}</p>;
  const locale = stripeLocale(document.documentElement.lang);
  const options = { ...config.elements, appearance: stripeAppearance(isDark), locale };
  return (
    <Elements stripe={data.stripe} options={options}>
      <Fields widget={widget} onExpress={onExpress} />
    </Elements>
  );
}

function Fields({ widget, onExpress }: Omit<Props, 'config'>) {
  const stripe = useStripe();
  const elements = useElements();
  const [isBroken, setIsBroken] = useState(false);
  useImperativeHandle(
    widget,
    () => ({
      async collect() {
        if (!stripe || !elements) return { problem: null };
        const { error: invalid } = await elements.submit();
        // The fields say themselves what is wrong with them.
        if (invalid) return { problem: invalid.type === 'validation_error' ? null : (invalid.message ?? null) };
        const return_url = location.href;
        const { confirmationToken, error } = await stripe.createConfirmationToken({ elements, params: { return_url } });
        if (error) return { problem: error.message ?? null };
        return { input: { kind: 'stripe_elements', confirmationToken: confirmationToken.id } };
      },
    }),
    [stripe, elements],
  );
  if (isBroken) return <ElementsFailed isLooking={false} onRetry={() => setIsBroken(false)} />;
  const onConfirm = async (event: StripeExpressCheckoutElementConfirmEvent) => {
    if (!(await onExpress())) event.paymentFailed({ reason: 'fail' });
  };
  return (
    <div className="grid gap-4">
      <ExpressCheckoutElement onConfirm={(event) => void onConfirm(event)} />
      <PaymentElement onLoadError={() => setIsBroken(true)} />
    </div>
  );
}

const locales = ['en', 'fr', 'nl', 'de', 'es', 'it'] as const;

function stripeLocale(language: string): StripeElementLocale {
  return locales.find((locale) => locale === language.slice(0, 2)) ?? 'auto';
}
