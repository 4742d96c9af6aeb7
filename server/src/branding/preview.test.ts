import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiBrandPreviewSchema } from '@quittance/shared/merchant-api/brand.ts';
import { landingSchema } from '@quittance/shared/landing.ts';
import { testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { pictureOf } from '../testing/pictures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  api = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());

async function preview(json: object): Promise<{ url: string; expiresAt: string }> {
  const { status, body } = await api('POST', `/v1/entities/${world.entityId}/brand-previews`, { json });
  expect(status, JSON.stringify(body)).toBe(201);
  return apiBrandPreviewSchema.parse(body);
}

const change = {
  name: 'Zephyr <b>',
  accent: '#aa2266',
  senderName: 'Zephyr Billing',
  legalFooter: 'file:///etc/passwd http://127.0.0.1:9/',
};

describe('a preview of a brand', () => {
  test('shows page, mail and paper in a brand that is not saved', async () => {
    const logo = (await pictureOf('png')).toString('base64');
    const saved = (await api('GET', `/v1/entities/${world.entityId}/brand`)).body;
    const { url } = await preview({ ...change, logo });

    const page = await server.app.request(url);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Zephyr &lt;b&gt;');
    expect(html.match(/<iframe[^>]+sandbox/g)).toHaveLength(2);

    const landing = landingSchema.parse(await (await server.app.request(`${url}/landing`)).json());
    expect(landing.entity).toMatchObject({ name: 'Zephyr <b>', accent: '#aa2266', legalFooter: change.legalFooter });
    expect(landing.entity.logoUrl).toMatch(/^data:image\/png;base64,/);

    const mail = await (await server.app.request(`${url}/mail`)).text();
    expect(mail).toContain('#aa2266');
    expect(mail).toContain('Zephyr &lt;b&gt;');
    expect(mail).toContain('src="data:image/png;base64,');
    expect(mail).not.toContain('cid:');

    const paper = await server.app.request(`${url}/paper`);
    expect([paper.status, paper.headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect((await api('GET', `/v1/entities/${world.entityId}/brand`)).body).toEqual(saved);
  });

  test('keeps what the change leaves out as it is saved when somebody looks', async () => {
    const { url } = await preview({ accent: '#aa2266' });
    await api('PATCH', `/v1/entities/${world.entityId}/brand`, { json: { name: 'Meanwhile' } });
    const landing = landingSchema.parse(await (await server.app.request(`${url}/landing`)).json());
    expect(landing.entity).toMatchObject({ name: 'Meanwhile', accent: '#aa2266' });
  });

  test('runs nothing, is framed by nobody else and found by no search engine', async () => {
    const { url } = await preview(change);
    const policyOf = async (address: string) => {
      const { headers } = await server.app.request(address);
      expect(headers.get('X-Robots-Tag')).toBe('noindex');
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.getSetCookie()).toEqual([]);
      return headers.get('Content-Security-Policy') ?? '';
    };
    expect(await policyOf(url)).toContain("frame-ancestors 'none'");
    for (const face of ['landing', 'mail']) {
      const policy = await policyOf(`${url}/${face}`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/frame-ancestors 'self'; sandbox$/);
      expect(policy).not.toContain('script-src');
    }
  });

  test('tells nothing of customers, and marks nothing as seen', async () => {
    const events = () => server.db.selectFrom('document_events').selectAll().execute();
    const before = await events();
    const { url } = await preview(change);
    for (const path of ['', '/landing', '/mail']) {
      expect(await (await server.app.request(`${url}${path}`)).text()).not.toMatch(/canary/);
    }
    expect(await events()).toEqual(before);
    expect(server.mails).toEqual([]);
  });

  test('ends after an hour, and is deleted', async () => {
    const { url, expiresAt } = await preview(change);
    expect(expiresAt).toBe('2026-03-16T10:00:00.000Z');
    server.clock.set('2026-03-16T09:59:59Z');
    expect((await server.app.request(url)).status).toBe(200);
    server.clock.set('2026-03-16T10:00:00Z');
    for (const path of ['', '/landing', '/mail', '/paper'])
      expect((await server.app.request(`${url}${path}`)).status).toBe(404);
    await server.deps.jobs.enqueue(server.db, 'delete-expired', {});
    server.clock.set('2026-03-16T10:00:01Z');
    expect(await server.drainJobs()).toEqual([]);
    expect(await server.db.selectFrom('brand_previews').select('id').execute()).toEqual([]);
    server.clock.set('2026-03-16T09:00:00Z');
  });

  test('is found by its whole link alone', async () => {
    const { url } = await preview(change);
    expect((await server.app.request(url.slice(0, -1))).status).toBe(404);
    expect(
      (await server.app.request(url.toUpperCase().replace('HTTP://QUITTANCE.TEST', 'http://quittance.test'))).status,
    ).toBe(404);
  });

  test('is refused like a change: of a brand that is wrong, another’s, or by a key that only reads', async () => {
    const path = `/v1/entities/${world.entityId}/brand-previews`;
    expect(await api('POST', path, { json: { accent: 'teal' } })).toMatchObject({ status: 422 });
    const foreign = `/v1/entities/${world.otherEntityId}/brand-previews`;
    expect(await api('POST', foreign, { json: change })).toMatchObject({ status: 404 });
    const reader = await openApiCaller(server, world.merchantId, ['entities:read']);
    expect(await reader('POST', path, { json: change })).toMatchObject({ status: 403 });
  });

  test('is drawn on paper thirty times an hour at most', async () => {
    const quick = await testApp({ previews: { draw: () => pictureOf('png') } });
    const { merchantId, entityId } = await insertTwoCompanies(quick.db);
    const ask = await openApiCaller(quick, merchantId);
    const { body } = await ask('POST', `/v1/entities/${entityId}/brand-previews`, { json: {} });
    const { url } = apiBrandPreviewSchema.parse(body);
    const statuses: number[] = [];
    for (let drawing = 0; drawing < 31; drawing += 1) statuses.push((await quick.app.request(`${url}/paper`)).status);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    await quick.close();
  });
});
