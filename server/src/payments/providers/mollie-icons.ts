import { pictureType } from '../../branding/picture-type.ts';
import { AppError } from '../../http/errors.ts';
import type { MethodIcon } from '../payment-provider.ts';

const timeoutMs = 5000;
const bytesMax = 50_000;

/** A picture of a method, from where Mollie says that it lies. */
export async function fetchIcon(address: string): Promise<MethodIcon | null> {
  if (!/^https:\/\/([a-z]+\.)?mollie\.com\//.test(address)) return null;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const type = pictureType(bytes);
    return type && bytes.length <= bytesMax ? { bytes, type } : null;
  } catch (error) {
    throw new AppError('provider_unavailable', `no picture from ${address}: ${String(error)}`);
  }
}
