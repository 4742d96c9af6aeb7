import type { Finding, ProviderAccount } from '../payment-provider.ts';
import { ask, openMollie, readTrouble, type OpenMollie } from './mollie-client.ts';
import { isLeftOut } from './mollie-methods.ts';
import type { MollieHouse } from './mollie-provider.ts';
import { isReachable } from './mollie-webhook.ts';
import { goodSecrets } from './webhook-secrets.ts';

/** Whether the key opens a profile that may be paid to, something can be paid by, and Mollie can call us. */
export async function checkMollie(house: MollieHouse, account: ProviderAccount): Promise<Finding[]> {
  const secrets = goodSecrets(account.keys.webhookSecrets, house.clock.now()).length;
  const signed: Finding = { what: `${secrets} secret${secrets > 1 ? 's' : ''} for signed webhooks kept`, todo: null };
  return [...(await checkKey(house, account)), checkAddress(account), ...(secrets > 0 ? [signed] : [])];
}

async function checkKey(house: MollieHouse, account: ProviderAccount): Promise<Finding[]> {
  try {
    const mollie = await openMollie(account.keys.apiKey);
    const profile = await ask(house, () => mollie.client.profiles.getCurrent());
    if (!profile) return [refused('404')];
    const what = `the ${account.mode} key opens the profile ${profile.name} (${profile.id})`;
    const isLive = account.mode === 'live';
    const state: string = profile.status;
    if (isLive && state !== 'verified') {
      return [
        { what, todo: `Mollie takes no real payments for it yet (${state}): complete the profile in the Dashboard.` },
      ];
    }
    return [{ what, todo: null }, await checkMethods(house, mollie)];
  } catch (error) {
    const { status } = readTrouble(error);
    return [status === null || status >= 500 ? unanswered : refused(String(status))];
  }
}

async function checkMethods(house: MollieHouse, { client }: OpenMollie): Promise<Finding> {
  const listed = (await ask(house, () => client.methods.list())) ?? [];
  const offered = listed.map(({ id }) => id).filter((id) => !isLeftOut(id));
  if (offered.length > 0) return { what: `customers may pay by ${offered.join(', ')}`, todo: null };
  const todo =
    'Switch methods on in the Dashboard (Settings, Payment methods). Those that need lines of an order are not offered.';
  return { what: 'no method is switched on that can be offered', todo };
}

/** Each payment tells Mollie where to call; there is nothing to set up, but Mollie must get through. */
function checkAddress({ webhookUrl }: ProviderAccount): Finding {
  const { origin, protocol } = new URL(webhookUrl);
  if (!isReachable(webhookUrl)) {
    const todo =
      'Set PUBLIC_URL to the address on the internet. Until then payments are found when the customer comes back, or within minutes.';
    return { what: `Mollie cannot call ${origin}`, todo };
  }
  if (protocol === 'https:') return { what: `Mollie calls ${webhookUrl}/…`, todo: null };
  return { what: `Mollie calls ${origin} without encryption`, todo: 'Set PUBLIC_URL to an address with https.' };
}

function refused(status: string): Finding {
  const todo =
    'Copy the API key of the profile again (Dashboard, Developers, API keys), then: quittance providers set --provider mollie …';
  return { what: `the key was refused (${status})`, todo };
}

const unanswered: Finding = {
  what: 'Mollie did not answer',
  todo: 'See that this server may call https://api.mollie.com, then check again.',
};
