import type { Page } from '@playwright/test';

/** From now on no list of this page comes with its document: the page asks for it, and the test may answer. */
export async function askForLists(page: Page): Promise<void> {
  await page.route(/\/(invoices|invoices\/paid|credit-notes)(\?.*)?$/, (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document') return route.fallback();
    return route.fallback({ url: new URL('/offline-app', request.url()).href });
  });
}
