import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiBrandSchema, type ApiBrand } from '@quittance/shared/merchant-api/brand.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { insertContact, insertTwoCompanies } from '../testing/fixtures.ts';
import { bombPng, photo, pictureOf } from '../testing/pictures.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let api: ApiCaller;
beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  api = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());

const pathOf = (entityId: string) => `/v1/entities/${entityId}/brand`;
const inBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function change(json: object): Promise<ApiBrand> {
  const { status, body } = await api('PATCH', pathOf(world.entityId), { json });
  expect(status, JSON.stringify(body)).toBe(200);
  return apiBrandSchema.parse(body);
}

async function pictureAt(address: string): Promise<Buffer> {
  const answer = await server.app.request(address);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/png']);
  return Buffer.from(await answer.arrayBuffer());
}

describe('a brand', () => {
  test('changes in what is named, and keeps the rest', async () => {
    await change({ name: 'Noorderlicht Energie', senderName: 'Noorderlicht Facturen', legalFooter: 'RPR Gent' });
    expect(await change({ accent: '#1A7F5A', legalFooter: null })).toMatchObject({
      name: 'Noorderlicht Energie',
      senderName: 'Noorderlicht Facturen',
      accent: '#1a7f5a',
      legalFooter: null,
    });
    expect(await change({ legalFooter: 'RPR Gent, afdeling Gent' })).toMatchObject({ accent: '#1a7f5a' });
  });

  test('is told how its colours are shown where they could not be read', async () => {
    const { shown } = await change({ accent: '#ffd400', accentDark: '#ffd400' });
    expect(shown.light).toMatchObject({ wasAdjusted: true, onAccent: '#ffffff' });
    expect(shown.dark).toEqual({ accent: '#ffd400', onAccent: '#000000', wasAdjusted: false });
  });

  test('stands in the name, footer and sender of the next mail', async () => {
    await change({ name: 'Noorderlicht Energie', senderName: 'Noorderlicht Facturen', legalFooter: 'RPR Gent' });
    const { customerId, invoiceId } = world.a;
    await insertContact(server.db, { merchant_id: world.merchantId, customer_id: customerId, email: 'mail@a.example' });
    expect((await api('POST', `/v1/invoices/${invoiceId}/send`, { json: {} })).status).toBe(202);
    await server.drainJobs();
    const mail = server.mails.at(-1);
    expect(mail?.from.name).toBe('Noorderlicht Facturen');
    expect(mail?.html).toContain('Noorderlicht Energie');
    expect(mail?.text).toContain('RPR Gent');
  });

  test.each([
    ['a colour that is none', { accent: 'teal' }, 'body.accent: is not a colour like #1a7f5a'],
    ['style in a colour', { accent: '#fff;}body{display:none' }, 'body.accent'],
    ['no colour at all', { accent: null }, 'body.accent'],
    ['a header in the sender', { senderName: 'Ann\r\nBcc: evil@evil.test' }, 'body.senderName: must be one line'],
    ['a turned reading direction', { name: 'Noord\u202egnp.exe' }, 'body.name: must be one line'],
    ['an empty name', { name: ' ' }, 'body.name: is empty'],
    ['a page as footer', { legalFooter: 'x'.repeat(501) }, 'body.legalFooter'],
    ['a key of the file store', { logoFileKey: 'a'.repeat(64) }, 'body.logoFileKey'],
    ['a file name as logo', { logo: '../../.env' }, 'body.logo: is no Base64 of a picture'],
    ['an address as logo', { logo: 'http://127.0.0.1:9/logo.png' }, 'body.logo: is no Base64 of a picture'],
  ])('refuses %s', async (_what, json, told) => {
    const before = (await api('GET', pathOf(world.entityId))).body;
    expect(await api('PATCH', pathOf(world.entityId), { json })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', detail: expect.stringContaining(told) },
    });
    expect((await api('GET', pathOf(world.entityId))).body).toEqual(before);
  });

  test('of another merchant is absent, and a key that only reads changes none', async () => {
    const foreign = await api('PATCH', pathOf(world.otherEntityId), { json: { name: 'Mine now' } });
    expect(foreign.status).toBe(404);
    const reader = await openApiCaller(server, world.merchantId, ['entities:read']);
    expect((await reader('PATCH', pathOf(world.entityId), { json: { name: 'Mine now' } })).status).toBe(403);
    expect((await reader('GET', pathOf(world.entityId))).status).toBe(200);
  });
});

describe('a logo', () => {
  test('T47: is drawn anew as PNG: no place, no camera, nothing that was hidden in the file', async () => {
    const canary = '<?php canary();?>';
    const hidden = Buffer.concat([await photo({ canary, orientation: 6 }), Buffer.from(canary)]);
    const { logoUrl } = await change({ logo: inBase64(hidden) });
    const drawn = await pictureAt(z.string().parse(logoUrl));
    expect(drawn.includes('canary')).toBe(false);
    const { width, height, exif, format } = await sharp(drawn).metadata();
    expect({ width, height, exif, format }).toEqual({ width: 40, height: 60, exif: undefined, format: 'png' });
  });

  test('gives the tab a square icon on white, and the page names it', async () => {
    const { iconUrl, logoUrl } = await change({ logo: inBase64(await pictureOf('webp')) });
    const icon = await pictureAt(z.string().parse(iconUrl));
    const { width, height, hasAlpha } = await sharp(icon).metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: 192, height: 192, hasAlpha: false });
    const page = await server.app.request(url('/sign-in?entity=noorderlicht'));
    expect(await page.json()).toMatchObject({
      entity: { iconUrl: new URL(iconUrl ?? '').pathname, logoUrl: new URL(logoUrl ?? '').pathname },
    });
  });

  test('gives home screens a larger icon, of which nothing is lost in a circle', async () => {
    const dark = { create: { width: 60, height: 60, channels: 3, background: '#000000' } } as const;
    await change({ logo: inBase64(await sharp(dark).png().toBuffer()) });
    const manifest = await (await server.app.request(url('/app.webmanifest?entity=noorderlicht'))).json();
    const { icons } = z
      .object({ icons: z.array(z.object({ src: z.string(), sizes: z.string(), purpose: z.string() })) })
      .parse(manifest);
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    const icon = await pictureAt(url(icons[2]?.src ?? ''));
    const { data, info } = await sharp(icon).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([512, 512]);
    const outside = data.filter((grey, at) => {
      return grey < 255 && Math.hypot((at % 512) - 255.5, Math.floor(at / 512) - 255.5) > 512 * 0.4;
    });
    expect(outside).toHaveLength(0);
    expect(data[256 * 512 + 256]).toBe(0);
  });

  test('that is a name written out gives no icon, for it could not be read', async () => {
    const wide = await sharp({ create: { width: 2000, height: 300, channels: 4, background: '#2d6a4f' } })
      .png()
      .toBuffer();
    const { iconUrl, logoUrl } = await change({ logo: inBase64(wide) });
    expect(iconUrl).toBeNull();
    expect(await sharp(await pictureAt(logoUrl ?? '')).metadata()).toMatchObject({ width: 800, height: 120 });
  });

  test('is taken away, and its address with it', async () => {
    const { logoUrl } = await change({ logo: inBase64(await pictureOf('png')) });
    expect(await change({ logo: null })).toMatchObject({ logoUrl: null, iconUrl: null });
    expect((await server.app.request(z.string().parse(logoUrl))).status).toBe(404);
  });

  const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
  test.each([
    ['T46: SVG with a script', Buffer.from(svg('<script>alert(1)</script>')), 422, 'Export an SVG as PNG'],
    ['T46: SVG with a page', Buffer.from(svg('<foreignObject><p/></foreignObject>')), 422, 'is not PNG'],
    ['T46: SVG that loads', Buffer.from(svg('<image xlink:href="file:///etc/passwd"/>')), 422, 'is not PNG'],
    ['a PDF', Buffer.from('%PDF-1.7'), 422, 'is not PNG, JPEG or WebP'],
    ['half a picture', Buffer.from('\x89PNG\r\n\x1a\n<svg/>', 'latin1'), 422, 'the picture is damaged'],
    ['T47: 50,000 by 50,000 pixels', bombPng(50_000, 50_000), 413, 'more than 25 million pixels'],
    [
      'T47: 100 million pixels of a palette',
      bombPng(10_000, 10_000, Buffer.alloc(6)),
      413,
      'more than 25 million pixels',
    ],
  ])('is refused that is %s', async (_what, bytes, status, told) => {
    const { logoUrl } = await change({ logo: inBase64(await pictureOf('png')) });
    expect(await api('PATCH', pathOf(world.entityId), { json: { logo: inBase64(bytes) } })).toMatchObject({
      status,
      body: { detail: expect.stringContaining(told) },
    });
    expect((await api('GET', pathOf(world.entityId))).body).toMatchObject({ logoUrl });
  });

  test('of more than 2 MiB is refused, while it arrives if it is much more', async () => {
    const large = await api('PATCH', pathOf(world.entityId), { json: { logo: 'AAAA'.repeat(720_000) } });
    expect(large.body).toMatchObject({ detail: expect.stringContaining('is larger than 2097152 bytes') });
    const huge = await api('PATCH', pathOf(world.entityId), { json: { logo: 'AAAA'.repeat(1_000_000) } });
    expect([huge.status, huge.body]).toMatchObject([413, { code: 'payload_too_large' }]);
  });
});
