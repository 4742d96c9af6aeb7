import { returnPageOf } from '@quittance/shared/return-page.ts';

/** To sign in, and back to this page: which is where signing in leads anyway if it is none of ours. */
export function signInPath(pathname: string): string {
  const page = returnPageOf(pathname);
  return page === undefined || page === '/invoices' ? '/sign-in' : `/sign-in?page=${encodeURIComponent(page)}`;
}
