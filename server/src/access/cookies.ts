import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** `sid`: signed in. `lnk`: acted on a mailed link. `chal`: asked for a code. Sent as `__Host-…`, so no subdomain can set them. */
type CookieName = 'sid' | 'lnk' | 'chal';

const options = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const;
const shape = /^[A-Za-z0-9_-]{43}$/;

/** Null when the browser sent none, or something that we never gave out. */
export function readCookie(c: Context, name: CookieName): string | null {
  const value = getCookie(c, name, 'host');
  return value !== undefined && shape.test(value) ? value : null;
}

/** Without `maxAgeSeconds` the browser forgets it when it closes. */
export function writeCookie(c: Context, name: CookieName, value: string, maxAgeSeconds?: number): void {
  setCookie(c, name, value, { ...options, ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }) });
}

export function clearCookie(c: Context, name: CookieName): void {
  deleteCookie(c, name, options);
}
