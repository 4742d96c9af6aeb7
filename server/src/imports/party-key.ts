import { emailSchema } from '@quittance/shared/schema.ts';
import type { Identifier, Party } from '@quittance/shared/document.ts';

// The forms under which parties are recognised, beside those in shared/src/party-text.ts.

export type EndpointKey = { scheme: string; value: string };

/** Scheme and value of an electronic address. Peppol compares them without regard to case; `EM` is an e-mail address. */
export function endpointKey(endpoint: Identifier | null | undefined): EndpointKey | null {
  const scheme = endpoint?.scheme?.trim().toUpperCase();
  const value = endpoint?.value.replaceAll(/\s/g, '');
  if (!scheme || !value) return null;
  return { scheme, value: scheme === 'EM' ? value.toLowerCase() : value.toUpperCase() };
}

/** Lower case, as contacts have it. Null when the text is no address. */
function emailKey(text: string | null | undefined): string | null {
  const parsed = emailSchema.safeParse(text?.trim().toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** Where mail to a party goes: its contact's address, else an electronic address that is an e-mail address. */
export function partyEmail(party: Party): string | null {
  const endpoint = endpointKey(party.endpoint);
  return emailKey(party.email) ?? (endpoint?.scheme === 'EM' ? emailKey(endpoint.value) : null);
}
