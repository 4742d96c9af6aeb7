import { createContext } from 'react';
import type { EntityView } from '@quittance/shared/customer-view.ts';

/** As much of a merchant as stands around a page before anybody has signed in. */
export type ShellBrand = Pick<EntityView, 'name' | 'logoUrl' | 'email' | 'phone'>;

/** Whose the document is that stands around the page. */
export const ShellBrandContext = createContext<ShellBrand | null>(null);

/** As it came with the document; null where it could not be known yet. */
export function shellBrand(): ShellBrand | null {
  const shipped: unknown = JSON.parse(document.getElementById('brand')?.textContent ?? 'null');
  return isBrand(shipped) ? shipped : null;
}

function isBrand(value: unknown): value is ShellBrand {
  return typeof value === 'object' && value !== null && 'name' in value && 'email' in value;
}
