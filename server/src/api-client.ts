import { hc } from 'hono/client';
import type { App } from './app.ts';

/** The typed way to this server's routes; the only module of the server that the portal imports. */
export function apiClient(baseUrl: string, options?: Parameters<typeof hc>[1]) {
  return hc<App>(baseUrl, options);
}
