import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { openMail } from './mailbox.ts';
import { fakeProvidersPort } from './stripe-stub.ts';

// Our list of Mollie's methods, and a page of this machine in place of Mollie's.

process.env['FAKE_PROVIDERS_PORT'] = String(fakeProvidersPort);
test.use({ demo: 'providers', preload: join(import.meta.dirname, '../server/src/testing/providers-in-process.ts') });
test.skip(({ isMobile }) => !isMobile, 'one size is enough for what happens behind the page');

test.beforeAll(async ({ quittance }) => {
  process.env['MOLLIE_API_KEY'] = 'test_fakefakefakefakefakefakefake12';
  const entity = ['--entity', 'groenkamer'];
  await quittance('providers', 'set', ...entity, '--provider', 'mollie', '--from-environment');
  await quittance('providers', 'use', ...entity, 'mollie', 'bank');
});

test('a customer fails, turns back and pays on the page of Mollie', async ({ page, expectReadable }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!/^https?:\/\/(localhost|127\.0\.0\.1)[:/]/.test(request.url())) foreign.push(request.url());
  });
  await page.goto('/demo/mailbox');
  await openMail(page, 'lucia.ferrer@post.test', /Factura .* de Groenkamer/);
  await page.frameLocator('iframe').getByRole('link', { name: 'Ver esta factura' }).first().click();
  const payButton = page.getByRole('button', { name: /^Pagar \d/ });
  await payButton.click();
  await expect(page).toHaveURL(/\/pay\/[0-9a-f-]+/);
  await expect(page.getByRole('radio')).toHaveCount(5);
  const picture = page.locator('label img').first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expectReadable();

  await page.getByRole('radio', { name: /^Card/ }).check();
  await payButton.click();
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
  await expect(page.getByText(/es_ES/)).toBeVisible();
  await page.getByRole('link', { name: 'Fail' }).click();
  await expect(page.getByRole('alert')).toContainText('El banco ha rechazado la tarjeta');

  // Turns back on Mollie's page without a word, and takes another way.
  await page.getByRole('radio', { name: /^PayPal/ }).check();
  await payButton.click();
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Continúe en el servicio de pago' })).toBeVisible();
  await expectReadable();
  await page.getByRole('button', { name: 'Pagar de otra forma' }).click();
  await expect(page.getByRole('radio')).toHaveCount(5);

  await page.getByRole('radio', { name: /^iDEAL/ }).check();
  await payButton.click();
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Pagado. Gracias.' })).toBeVisible();
  await expect(page.getByText('iDEAL')).toBeVisible();
  expect(foreign).toEqual([]);
});
