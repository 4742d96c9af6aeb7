import { randomBytes } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiScopes, type ApiScope } from '@quittance/shared/access.ts';
import { issueApiKey } from '../access/api-key.ts';
import { testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { insertEntity, insertMerchant } from '../testing/fixtures.ts';
import { buyer, seller, ublFile, ublText } from '../testing/ubl.ts';

let server: TestApp;
let merchantId: string;
let ask: ApiCaller;

beforeAll(async () => {
  server = await testApp();
  merchantId = await insertMerchant(server.db);
  await insertEntity(server.db, { merchant_id: merchantId, slug: 'noord', vat_number: seller.vatNumber ?? null });
  ask = await openApiCaller(server, merchantId);
});
afterAll(() => server.close());

const address = { lines: ['Kerkstraat 1'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' };
const invalid = (path: string) => ({ status: 422, body: { code: 'invalid_request', issues: [{ path }] } });

describe('the description', () => {
  test('is valid OpenAPI 3.1 that anybody may read', async () => {
    const answer = await server.app.request(url('/v1/openapi.json'));
    const document = JSON.parse(await answer.text());
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ status: answer.status, openapi: document.openapi, valid, errors }).toEqual({
      status: 200,
      openapi: '3.1.0',
      valid: true,
      errors: undefined,
    });
  });

  test('names every route of /v1 with its scope, closed bodies and a problem for everything else', async () => {
    const { paths } = JSON.parse(await (await server.app.request(url('/v1/openapi.json'))).text());
    const described = Object.entries<Record<string, Record<string, unknown>>>(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
    const routes = server.app.routes
      .filter(({ path, method }) => path.startsWith('/v1/') && method !== 'ALL' && path !== '/v1/openapi.json')
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.map(({ route }) => route).toSorted()).toEqual([...new Set(routes)].toSorted());
    for (const { route, operation } of described) {
      expect(operation, route).toMatchObject({
        security: [{ apiKey: [expect.stringMatching(/^[\w-]+:\w+$/)] }],
        responses: { default: { $ref: '#/components/responses/Problem' } },
      });
      expect(apiScopes).toContain(Object(operation['security'])[0].apiKey[0]);
    }
    const posts = described.filter(({ route }) => route.startsWith('POST'));
    for (const { route, operation } of posts) {
      expect(JSON.stringify(operation['parameters']), route).toContain('Idempotency-Key');
    }
    const ids = described.map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('entities', () => {
  test('are listed and read', async () => {
    const { body } = await ask('GET', '/v1/entities');
    expect(body).toMatchObject({ items: [{ slug: 'noord', vatNumber: seller.vatNumber }], nextCursor: null });
    const [{ id }] = Object(body).items;
    expect(await ask('GET', `/v1/entities/${id}`)).toMatchObject({
      status: 200,
      body: { id, timeZone: 'Europe/Brussels' },
    });
  });
});

describe('customers', () => {
  const added = async (fields: object = {}) => {
    const { status, body } = await ask('POST', '/v1/customers', { json: { name: 'Café De Zon', address, ...fields } });
    expect(status).toBe(201);
    return Object(body);
  };

  test('are added, found by a number written in any way, and read', async () => {
    const customer = await added({
      vatNumber: 'NL 8000.12.345.B01',
      language: 'nl',
      endpoint: { scheme: '0106', value: '12345678' },
    });
    expect(customer).toMatchObject({ vatNumber: 'NL800012345B01', audience: 'b2b', linkOpens: null });
    expect(await ask('GET', `/v1/customers/${customer.id}`)).toMatchObject({ status: 200, body: customer });
    const { body } = await ask('GET', '/v1/customers?vatNumber=nl800012345b01');
    expect(body).toEqual({ items: [customer], nextCursor: null });
  });

  test('of a VAT number that is taken are refused', async () => {
    await added({ vatNumber: 'BE0403170701' });
    const { status, body } = await ask('POST', '/v1/customers', {
      json: { name: 'Other', address, vatNumber: 'BE 0403.170.701' },
    });
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'already_exists' } });
  });

  test('change only in what may change', async () => {
    const customer = await added();
    const path = `/v1/customers/${customer.id}`;
    const change = { linkOpens: 'sign_in', language: 'fr' };
    expect(await ask('PATCH', path, { json: change })).toMatchObject({ status: 200, body: { ...customer, ...change } });
    expect(await ask('PATCH', path, { json: { linkOpens: null } })).toMatchObject({
      body: { linkOpens: null, language: 'fr' },
    });
    expect(await ask('PATCH', path, { json: {} })).toMatchObject({ status: 200, body: { language: 'fr' } });
    expect(await ask('PATCH', path, { json: { name: 'x' } })).toMatchObject(invalid('body.name'));
    expect(await ask('PATCH', path, { json: { linkOpens: 'everything' } })).toMatchObject(invalid('body.linkOpens'));
  });

  test.each([
    [{ address }, 'body.name'],
    [{ name: ' ', address }, 'body.name'],
    [{ name: 'x', address: { ...address, country: 'be' } }, 'body.address.country'],
    [{ name: 'x', address, id: '1' }, 'body.id'],
    [{ name: 'x', address, merchantId: 'y' }, 'body.merchantId'],
    [{ name: 'x', address, language: 'Dutch' }, 'body.language'],
  ])('are refused when wrong: %j', async (json, path) => {
    expect(await ask('POST', '/v1/customers', { json })).toMatchObject(invalid(path));
  });

  test('come in pages, each once, in the order in which they were added', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await added({ name: `Page ${count}` })).id);
    const read: string[] = [];
    let after = '';
    do {
      const { body } = await ask('GET', `/v1/customers?limit=2${after && `&after=${after}`}`);
      const { items, nextCursor } = Object(body);
      read.push(...items.map(({ id }: { id: string }) => id));
      after = nextCursor;
    } while (after);
    expect(read.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(read).size).toBe(read.length);
  });

  test.each(['x', 'AAAA', "' or 1=1 --", 'AAAAAAAAAAAAAAAAAAAAAAA=', 'A'.repeat(201)])(
    'a cursor that is none (%s) is refused',
    async (after) => {
      const { status, body } = await ask('GET', `/v1/customers?after=${encodeURIComponent(after)}`);
      expect({ status, body }).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    },
  );

  test.each(['limit=0', 'limit=201', 'limit=x', 'page=2', 'sort=name'])('a list with %s is refused', async (query) => {
    expect((await ask('GET', `/v1/customers?${query}`)).status).toBe(422);
  });

  test('a parameter that is given twice is refused', async () => {
    expect((await ask('GET', '/v1/customers?limit=1&limit=2')).status).toBe(400);
  });

  test('a body that says a thing twice is refused', async () => {
    const body =
      '{"name":"a","name":"b","address":{"lines":[],"city":null,"postalCode":null,"region":null,"country":null}}';
    const answer = await ask('POST', '/v1/customers', { body, headers: { 'Content-Type': 'application/json' } });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('"name" twice') } });
  });
});

describe('contacts', () => {
  test('are added once, listed, and disabled for good', async () => {
    const customer = Object((await ask('POST', '/v1/customers', { json: { name: 'Zon', address } })).body);
    const path = `/v1/customers/${customer.id}/contacts`;
    const { status, body: contact } = await ask('POST', path, { json: { email: 'An@Zon.Example', name: 'An' } });
    expect({ status, contact }).toMatchObject({
      status: 201,
      contact: { email: 'an@zon.example', customerId: customer.id, disabledAt: null },
    });
    expect(await ask('POST', path, { json: { email: 'an@zon.example' } })).toMatchObject({
      status: 409,
      body: { code: 'already_exists' },
    });
    expect(await ask('POST', path, { json: { email: 'x\r\nBcc: e@evil.example' } })).toMatchObject(
      invalid('body.email'),
    );
    expect((await ask('GET', path)).body).toEqual({ items: [contact], nextCursor: null });
    expect((await ask('GET', '/v1/customers?email=AN@zon.example')).body).toMatchObject({
      items: [{ id: customer.id }],
    });

    const disable = `/v1/contacts/${Object(contact).id}/disable`;
    const disabled = await ask('POST', disable);
    expect(disabled).toMatchObject({ status: 200, body: { disabledAt: '2026-03-16T09:00:00.000Z' } });
    server.clock.advance(60_000);
    expect((await ask('POST', disable)).body).toEqual(disabled.body);
  });
});

describe('imports', () => {
  const form = (...files: [string, Uint8Array | string][]) => {
    const data = new FormData();
    for (const [name, content] of files) data.append('file', new File([Buffer.from(content)], name));
    return data;
  };
  const xml = { 'Content-Type': 'application/xml' };

  test('take one document as it is', async () => {
    const { status, body } = await ask('POST', '/v1/imports?fileName=a.xml', {
      body: ublFile({ number: 'R1' }),
      headers: xml,
    });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        source: 'api',
        report: {
          importedCount: 1,
          files: [{ fileName: 'a.xml', outcome: 'imported', number: 'R1', payableMinor: 12_100 }],
        },
      },
    });
    const { id } = Object(body);
    expect((await ask('GET', `/v1/imports/${id}`)).body).toEqual(body);
    expect((await ask('GET', '/v1/imports')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id, importedCount: 1 })]),
    });
  });

  test('take many as a form, each judged by itself', async () => {
    const body = form(
      ['1.xml', ublFile({ number: 'F1' })],
      ['scan.pdf', '%PDF-1.7'],
      ['2.xml', ublFile({ number: 'F2', buyer })],
    );
    const answer = await ask('POST', '/v1/imports', { body });
    const files = Object(answer.body).report.files.map((file: { fileName: string; outcome: string }) => [
      file.fileName,
      file.outcome,
    ]);
    expect(files).toEqual([
      ['1.xml', 'imported'],
      ['scan.pdf', 'refused'],
      ['2.xml', 'imported'],
    ]);
  });

  test('refuse a file and say by which rule', async () => {
    const { status, body } = await ask('POST', '/v1/imports', { body: '<!DOCTYPE x><x/>', headers: xml });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { report: { refusedCount: 1, files: [{ refusals: [{ message: expect.stringContaining('DOCTYPE') }] }] } },
    });
  });

  // Random, because an index takes far more of what repeats itself.
  const long = randomBytes(6000).toString('base64url');
  test.each([
    ['number', { number: long }],
    ['payment reference', { paymentReference: long }],
    ['VAT number', { buyer: { name: 'Long', vatNumber: `BE${long}` } }],
    ['electronic address', { buyer: { name: 'Long', endpoint: { scheme: '0088', value: long } } }],
  ])('refuse the one file whose %s is too long for an index, and take the others', async (what, fields) => {
    const number = `long ${what}`;
    const body = form(['long.xml', ublFile({ number, ...fields })], ['2.xml', ublFile({ number: `beside ${number}` })]);
    expect(await ask('POST', '/v1/imports', { body })).toMatchObject({
      status: 201,
      body: {
        report: {
          files: [
            { outcome: 'refused', refusals: expect.arrayContaining([expect.objectContaining({ rule: 'LIMIT' })]) },
            { outcome: 'imported' },
          ],
        },
      },
    });
  });

  test('tell of a file whose name holds what no text may', async () => {
    const head =
      '--xyz\r\nContent-Disposition: form-data; name="file"; filename="a\0b\u202E.xml"\r\nContent-Type: text/xml\r\n\r\n';
    const body = `${head}${ublText({ number: 'N1' })}\r\n--xyz--`;
    const headers = { 'Content-Type': 'multipart/form-data; boundary=xyz' };
    expect(await ask('POST', '/v1/imports', { body, headers })).toMatchObject({
      status: 201,
      body: { report: { files: [{ outcome: 'imported', fileName: 'a b .xml' }] } },
    });
  });

  test('read nothing of a body before the key is known', async () => {
    let chunks = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      chunks += 1;
      controller.enqueue(new Uint8Array(1024));
    };
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    const headers = { ...xml, Authorization: 'Bearer nothing' };
    const answer = await server.app.request(url('/v1/imports'), { method: 'POST', body, duplex: 'half', headers });
    expect(answer.status).toBe(401);
    expect(chunks).toBe(0);
  });

  test('refuse another type, another field, no file and text for a file', async () => {
    expect((await ask('POST', '/v1/imports', { json: { file: 'x' } })).status).toBe(415);
    const other = form(['1.xml', 'x']);
    other.append('merchantId', 'x');
    expect(await ask('POST', '/v1/imports', { body: other })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.merchantId' }] },
    });
    expect((await ask('POST', '/v1/imports', { body: form() })).status).toBe(422);
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    expect((await ask('POST', '/v1/imports', { body: '--x\r\nno form', headers })).status).toBe(400);
    const text = new FormData();
    text.append('file', '<Invoice/>');
    expect(await ask('POST', '/v1/imports', { body: text })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.file.0' }] },
    });
  });

  test('refuse more than they hold', async () => {
    const body = new Uint8Array(33 * 1024 * 1024);
    expect(await ask('POST', '/v1/imports', { body, headers: xml })).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large' },
    });
  });
});

describe('an idempotency key', () => {
  const customers = () =>
    server.db.selectFrom('customers').select('id').where('merchant_id', '=', merchantId).execute();
  const post = (key: string, name: string) =>
    ask('POST', '/v1/customers', { json: { name, address }, headers: { 'Idempotency-Key': key } });

  test('makes the same request one, with one answer', async () => {
    const first = await post('k1', 'Once');
    const count = (await customers()).length;
    const again = await post('k1', 'Once');
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await customers()).toHaveLength(count);
  });

  test('is refused for another request', async () => {
    await post('k2', 'One');
    expect(await post('k2', 'Two')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const elsewhere = await ask('POST', '/v1/imports', {
      body: '<x/>',
      headers: { 'Content-Type': 'application/xml', 'Idempotency-Key': 'k2' },
    });
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  test('used at the same time does the thing once', async () => {
    const before = (await customers()).length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('k3', 'Race')));
    expect(await customers()).toHaveLength(before + 1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.length).toBeLessThan(answers.length);
    expect(others.map(({ body }) => Object(body).code)).toEqual(others.map(() => 'idempotency_key_in_use'));
  });

  test('is not spent by input that is wrong', async () => {
    expect((await post('k4', '')).status).toBe(422);
    expect((await post('k4', 'Right')).status).toBe(201);
  });

  test('keeps a refusal', async () => {
    const taken = { name: 'x', address, vatNumber: 'BE0417497106' };
    await ask('POST', '/v1/customers', { json: taken });
    const headers = { 'Idempotency-Key': 'k5' };
    const first = await ask('POST', '/v1/customers', { json: taken, headers });
    expect(first.status).toBe(409);
    expect((await ask('POST', '/v1/customers', { json: taken, headers })).body).toEqual(first.body);
  });

  test('is forgotten after a day', async () => {
    const first = await post('k6', 'Daily');
    server.clock.advance(24 * 3_600_000 + 1);
    const second = await post('k6', 'Daily');
    expect(second.status).toBe(201);
    expect(second.body).not.toEqual(first.body);
  });

  test('of a request that died is free again for that request', async () => {
    await post('k7', 'Died');
    await server.db.updateTable('idempotency_keys').set({ status: null, body: null }).where('key', '=', 'k7').execute();
    expect((await post('k7', 'Died')).status).toBe(409);
    server.clock.advance(10 * 60_000 + 1);
    expect((await post('k7', 'Died')).status).toBe(201);
  });

  test('knows a form that is sent again, though its boundary is another', async () => {
    const send = () => {
      const body = new FormData();
      body.append('file', new File([Buffer.from(ublFile({ number: 'I1' }))], '1.xml'));
      return ask('POST', '/v1/imports', { body, headers: { 'Idempotency-Key': 'k8' } });
    };
    const first = await send();
    expect((await send()).body).toEqual(first.body);
  });

  test.each(['', 'x'.repeat(201), 'a b', 'é'])('%j is refused', async (key) => {
    const answer = await ask('POST', '/v1/customers', {
      json: { name: 'x', address },
      headers: { 'Idempotency-Key': encodeURI(key) === key ? key : '\u00e9' },
    });
    expect(answer.status).toBe(422);
  });
});

describe('a key', () => {
  test('with every scope but the one an operation names is refused there (T29)', async () => {
    const { paths } = JSON.parse(await (await server.app.request(url('/v1/openapi.json'))).text());
    const operations = Object.entries<Record<string, { security: { apiKey: ApiScope[] }[] }>>(paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { security }]) => ({ method, path, scope: security[0]?.apiKey[0] })),
    );
    const keys = new Map<string, string>();
    for (const missing of apiScopes) {
      const scopes = apiScopes.filter((scope) => scope !== missing);
      keys.set(missing, (await issueApiKey(server.deps, { merchantId }, { name: 'poorer', scopes })).key);
    }
    for (const { method, path, scope = '' } of operations) {
      const target = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      const headers = { Authorization: `Bearer ${keys.get(scope)}` };
      const answer = await server.app.request(url(target), { method: method.toUpperCase(), headers });
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
  });

  test.each([
    '/v1//customers',
    '/v1/customers/',
    '/V1/customers',
    '/v1/%63ustomers',
    '/v1/./customers',
    '/v1/customers;x',
    '/v1/customers%2f',
  ])('that is missing is missed on every way round (T30): %s', async (path) => {
    const answer = await server.app.request(url(path), { headers: { 'X-HTTP-Method-Override': 'GET' } });
    expect([401, 404]).toContain(answer.status);
  });

  test('that lacks the scope is refused, and names it', async () => {
    const poor = await openApiCaller(server, merchantId, ['entities:read']);
    expect((await poor('GET', '/v1/entities')).status).toBe(200);
    expect(await poor('GET', '/v1/customers')).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('customers:read') },
    });
  });

  test('of another merchant finds nothing', async () => {
    const stranger = await openApiCaller(server, await insertMerchant(server.db));
    const { body } = await ask('GET', '/v1/customers?limit=1');
    const [{ id }] = Object(body).items;
    for (const path of [`/v1/customers/${id}`, `/v1/customers/${id}/contacts`])
      expect((await stranger('GET', path)).status).toBe(404);
    expect((await stranger('PATCH', `/v1/customers/${id}`, { json: { language: 'nl' } })).status).toBe(404);
    expect((await stranger('GET', '/v1/customers')).body).toEqual({ items: [], nextCursor: null });
    expect((await stranger('GET', '/v1/imports')).body).toEqual({ items: [], nextCursor: null });
  });

  test('that is missing is asked for', async () => {
    const answer = await server.app.request(url('/v1/customers'));
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
  });
});
