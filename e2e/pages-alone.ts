import type { Page } from '@playwright/test';

/** From now on no page of the app comes drawn with its document: it asks for what it shows, and the test may answer. */
export async function askForPages(page: Page): Promise<void> {
  await page.route(/\/(invoices|invoices\/paid|credit-notes|sign-in|sign-in\/code)(\?.*)?$/, (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document') return route.fallback();
    return route.fallback({ url: new URL('/offline-app', request.url()).href });
  });
}
