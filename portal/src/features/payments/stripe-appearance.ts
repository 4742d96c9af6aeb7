import type { Appearance } from '@stripe/stripe-js';

/** The page's own colours, for fields that live in a document of Stripe's. */
export function stripeAppearance(isDark: boolean): Appearance {
  const page = getComputedStyle(document.documentElement);
  const colours = {
    colorPrimary: '--accent',
    colorBackground: '--surface',
    colorText: '--ink',
    colorTextSecondary: '--muted',
    colorTextPlaceholder: '--muted',
    colorDanger: '--late',
  };
  const found = Object.entries(colours).map(([name, property]): [string, string] => [
    name,
    page.getPropertyValue(property).trim(),
  ]);
  return {
    theme: isDark ? 'night' : 'stripe',
    variables: {
      ...Object.fromEntries<string>(found.filter(([, value]) => value !== '')),
      fontFamily: 'system-ui, sans-serif',
      fontSizeBase: '16px',
      borderRadius: '6px',
    },
    rules: { '.Input': { borderColor: page.getPropertyValue('--edge').trim() || '#7d8792', boxShadow: 'none' } },
  };
}
