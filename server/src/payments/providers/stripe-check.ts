import { Stripe } from 'stripe';
import type { Deps } from '../../deps.ts';
import type { Finding, ProviderAccount } from '../payment-provider.ts';
import { openStripe } from './stripe-client.ts';
import { stripeEvents } from './stripe-webhook.ts';
import { goodSecrets } from './webhook-secrets.ts';

const clockSecondsMax = 60;

/** Whether the keys open, the account may charge, Stripe calls us about what matters, and the clocks agree. */
export async function checkStripe(deps: Pick<Deps, 'clock'>, account: ProviderAccount): Promise<Finding[]> {
  const stripe = openStripe(account.keys.apiKey);
  return [...(await checkAccount(deps, stripe)), checkSecret(deps, account), await checkEndpoint(stripe, account)];
}

async function checkAccount(deps: Pick<Deps, 'clock'>, stripe: Stripe): Promise<Finding[]> {
  try {
    const found = await stripe.accounts.retrieveCurrent();
    const clock = checkClock(deps, found.lastResponse.headers['date']);
    const what = `the key opens account ${found.id}`;
    if (found.charges_enabled) return [{ what, todo: null }, ...clock];
    return [{ what, todo: 'Stripe takes no payments for it yet: complete the account in the Dashboard.' }, ...clock];
  } catch (error) {
    const what = `the key was refused (${reasonOf(error)})`;
    const todo = 'Give a key that may read the account and write PaymentIntents and refunds: quittance providers set …';
    return [{ what, todo }];
  }
}

/** Messages are judged by their age. */
function checkClock({ clock }: Pick<Deps, 'clock'>, date: string | undefined): Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const apartSeconds = Math.round((clock.now().getTime() - theirs) / 1000);
  if (Math.abs(apartSeconds) <= clockSecondsMax) return [{ what: "the clock agrees with Stripe's", todo: null }];
  const what = `the clock of this server is ${apartSeconds} s apart from Stripe's`;
  return [{ what, todo: 'Set the clock (NTP): messages are refused by their age.' }];
}

function checkSecret({ clock }: Pick<Deps, 'clock'>, { keys, webhookUrl }: ProviderAccount): Finding {
  const good = goodSecrets(keys.webhookSecrets, clock.now());
  if (good.length > 0) return { what: `${good.length} webhook secret${good.length > 1 ? 's' : ''} kept`, todo: null };
  const todo = `Add an endpoint for ${webhookUrl} in the Dashboard, then give its secret as STRIPE_WEBHOOK_SECRET.`;
  return { what: 'no webhook secret is kept', todo };
}

async function checkEndpoint(stripe: Stripe, { webhookUrl }: ProviderAccount): Promise<Finding> {
  try {
    const endpoints = await stripe.webhookEndpoints.list({ limit: 100 });
    const endpoint = endpoints.data.find(({ url }) => url === webhookUrl);
    if (!endpoint)
      return { what: 'Stripe does not call us', todo: `Add an endpoint for ${webhookUrl} in the Dashboard.` };
    if (endpoint.status !== 'enabled') return { what: `the endpoint is ${endpoint.status}`, todo: 'Enable it.' };
    const told = new Set<string>(endpoint.enabled_events);
    const missing = told.has('*') ? [] : stripeEvents.filter((event) => !told.has(event));
    if (missing.length === 0) return { what: `Stripe calls ${webhookUrl}`, todo: null };
    return { what: 'Stripe does not tell of everything', todo: `Add to the endpoint: ${missing.join(', ')}` };
  } catch (error) {
    const what = `webhooks cannot be looked at (${reasonOf(error)})`;
    return { what, todo: `See in the Dashboard that ${webhookUrl} is called for: ${stripeEvents.join(', ')}` };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Stripe.errors.StripeError ? (error.code ?? error.type) : 'no answer';
}
