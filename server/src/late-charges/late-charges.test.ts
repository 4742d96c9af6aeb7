import { addDays } from '@quittance/shared/calendar-date.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiAnswer, type ApiCaller } from '../testing/api-caller.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { watchRates } from './watch-rates.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let ask: ApiCaller;

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  ask = await openApiCaller(server, world.merchantId);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.set('2026-05-01T10:00:00Z');
  for (const table of ['allocations', 'document_events', 'late_charges', 'late_charge_waivers'] as const)
    await server.db.deleteFrom(table).execute();
  for (const table of ['late_charge_policies', 'reminders', 'reference_rates'] as const)
    await server.db.deleteFrom(table).execute();
});

const fee = (plus: number) => ({ kind: 'once', code: 'recovery_fee', scale: [{ plus }] });
const policy = (charges: unknown[], part: object = {}) => ({
  schema: 'latefee-policy/1',
  id: 'terms',
  version: 1,
  valid_from: '2026-01-01',
  audience: 'any',
  charges,
  ...part,
});
const save = (holder: object, rules: object) =>
  ask('POST', '/v1/late-charge-policies', { json: { ...holder, policy: rules } });
const bodyOf = ({ body }: ApiAnswer) => Object(body);

/** What the invoice of company a has come to on 1 May 2026, late charges only. */
async function accrued(): Promise<number> {
  return bodyOf(await ask('GET', `/v1/invoices/${world.a.invoiceId}`)).calculation.accruedMinor;
}

describe('a policy', () => {
  test('of the invoice goes before that of its customer, and that before the entity’s', async () => {
    const { entityId, customerId, invoiceId } = world.a;
    expect((await save({ entityId }, policy([fee(1000)]))).status).toBe(201);
    expect(await accrued()).toBe(1000);
    await save({ entityId, customerId }, policy([fee(2000)]));
    await save({ entityId, customerId: world.b.customerId }, policy([fee(9000)]));
    expect(await accrued()).toBe(2000);
    await save({ invoiceId }, policy([]));
    await save({ invoiceId: world.b.invoiceId }, policy([fee(9000)]));
    expect(await accrued()).toBe(0);
  });

  test('counts from the day on which it becomes valid, by the day of the invoice', async () => {
    const { entityId } = world.a;
    await save({ entityId }, policy([fee(1000)]));
    await save({ entityId }, policy([fee(5000)], { version: 2, valid_from: '2026-03-03' }));
    expect(await accrued()).toBe(1000);
    await save({ entityId }, policy([fee(4000)], { version: 3, valid_from: '2026-03-02' }));
    expect(await accrued()).toBe(4000);
  });

  test('never changes: the same again does nothing, other rules need a higher version', async () => {
    const { entityId } = world.a;
    const [first, again] = [
      await save({ entityId }, policy([fee(1000)])),
      await save({ entityId }, policy([fee(1000)])),
    ];
    expect(bodyOf(again)).toEqual(bodyOf(first));
    const other = await save({ entityId }, policy([fee(1001)]));
    expect(other).toMatchObject({ status: 409, body: { code: 'already_exists' } });
    expect(bodyOf(other).detail).toContain('higher version');
    expect(await accrued()).toBe(1000);
    const { items } = bodyOf(await ask('GET', `/v1/late-charge-policies?entityId=${entityId}`));
    expect(items).toEqual([bodyOf(first)]);
  });

  test('saved eight times at once is there once', async () => {
    const { entityId } = world.a;
    const rules = (plus: number) => save({ entityId }, policy([fee(plus)]));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => rules(1000 + (at % 2))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(bodyOf(await ask('GET', '/v1/late-charge-policies')).items).toHaveLength(1);
  });

  test.each([
    ['with a rule it cannot read', (id: string) => ({ entityId: id, policy: policy([{ kind: 'once' }]) }), 'charges.0'],
    ['of nobody', () => ({ policy: policy([]) }), 'entityId'],
    [
      'of a customer and of an invoice',
      (id: string) => ({ entityId: id, customerId: id, invoiceId: id, policy: policy([]) }),
      'invoiceId',
    ],
  ])('%s is refused with the field', async (_, body, field) => {
    const answer = await ask('POST', '/v1/late-charge-policies', { json: body(world.a.entityId) });
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).detail).toContain(field);
  });

  test('is for the merchant’s own only', async () => {
    const theirs = world.c;
    for (const holder of [
      { entityId: theirs.entityId },
      { entityId: world.a.entityId, customerId: theirs.customerId },
      { invoiceId: theirs.invoiceId },
    ])
      expect((await save(holder, policy([fee(1)]))).status).toBe(404);
    const other = await openApiCaller(server, world.otherMerchantId);
    await save({ entityId: world.a.entityId }, policy([fee(1)]));
    expect(bodyOf(await other('GET', '/v1/late-charge-policies')).items).toEqual([]);
  });
});

describe('a reminder', () => {
  const remind = (json: unknown) => ask('POST', `/v1/invoices/${world.a.invoiceId}/reminders`, { json });

  test('has its level from the days, and is recorded once', async () => {
    await remind({ sentDate: '2026-04-20', channel: 'post' });
    await remind({ sentDate: '2026-04-10', channel: 'email' });
    const { items } = bodyOf(await remind({ sentDate: '2026-04-10', channel: 'email' }));
    expect(items).toMatchObject([
      { level: 1, sentDate: '2026-04-10', channel: 'email' },
      { level: 2, sentDate: '2026-04-20', channel: 'post' },
    ]);
    const removed = await ask('POST', `/v1/invoices/${world.a.invoiceId}/reminders/${items[0].id}/remove`);
    expect(removed.body).toMatchObject({ items: [{ level: 1, sentDate: '2026-04-20' }] });
  });

  test.each([
    ['2026-05-02', 'after today'],
    ['2026-03-01', 'before 2026-03-02'],
    ['2026-02-30', 'calendar date'],
  ])('of %s is refused: %s', async (sentDate, why) => {
    const answer = await remind({ sentDate, channel: 'email' });
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).detail).toContain(why);
  });

  test('may be of today as the entity’s calendar has it', async () => {
    server.clock.set('2026-05-01T22:30:00Z');
    expect((await remind({ sentDate: '2026-05-02', channel: 'email' })).status).toBe(200);
  });
});

describe('a waiver', () => {
  const words = { reason: 'our parcel was late', by: 'Ann' };
  const waive = (json: object = {}) =>
    ask('POST', `/v1/invoices/${world.a.invoiceId}/waivers`, { json: { ...words, ...json } });
  const end = (waiverId: string) =>
    ask('POST', `/v1/invoices/${world.a.invoiceId}/waivers/${waiverId}/end`, { json: words });
  const claim = () => ask('POST', `/v1/invoices/${world.a.invoiceId}/late-charges`);
  const calculation = async () => bodyOf(await ask('GET', `/v1/invoices/${world.a.invoiceId}`)).calculation;
  const owed = async (): Promise<number> => (await calculation()).amountDueMinor;
  const pay = (amountMinor?: number) =>
    ask('POST', '/v1/payments', {
      json: {
        reference: `R${(paymentsCount += 1)}`,
        method: 'transfer',
        receivedDate: server.clock.today('Europe/Brussels'),
        invoices: [{ invoiceId: world.a.invoiceId }],
        ...(amountMinor && { amountMinor, currency: 'EUR' }),
      },
    });
  let paymentsCount = 0;
  const interest = { kind: 'interest', code: 'interest', rate: { percent: '36.50' } };

  beforeEach(async () => {
    await save({ entityId: world.a.entityId }, policy([fee(1000), interest]));
  });

  test('gives up what has arisen, is seen with name and reason, and can be taken back', async () => {
    const before = await owed();
    expect(before).toBe(12_100 + 1000 + 30 * 12.1);
    const { items } = bodyOf(await waive());
    expect(items).toMatchObject([{ waivedDate: '2026-05-01', code: null, amountMinor: null, ...words, ended: null }]);
    expect(await owed()).toBe(12_100);
    const lines = (await calculation()).entries.flatMap((entry: { line?: object }) => entry.line ?? []);
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'waived', amountMinor: -1000, ...words }));
    server.clock.set('2026-05-11T10:00:00Z');
    expect(await owed()).toBe(12_100 + 121);
    expect(bodyOf(await end(items[0].id)).items).toMatchObject([{ ended: words }]);
    expect(await owed()).toBe(12_100 + 1000 + 40 * 12.1);
    expect((await end(items[0].id)).status).toBe(200);
  });

  test('may be of one charge, and of a part of it', async () => {
    await waive({ code: 'recovery_fee', amountMinor: 400 });
    expect(await owed()).toBe(12_100 + 600 + 363);
    await waive({ code: 'interest' });
    expect(await owed()).toBe(12_100 + 600);
  });

  test('is not given twice when the rest is claimed', async () => {
    await waive({ code: 'recovery_fee' });
    await pay(12_100);
    expect(await owed()).toBe(363);
    server.clock.set('2026-05-21T10:00:00Z');
    expect(await owed()).toBe(363);
  });

  test('of what was claimed takes it back, as far as it is not paid, and gives it back', async () => {
    await pay(12_100);
    expect(await owed()).toBe(1363);
    const { items } = bodyOf(await waive({ code: 'recovery_fee' }));
    expect(await owed()).toBe(363);
    await end(items[0].id);
    expect(await owed()).toBe(1363);
    await pay(1000);
    await waive();
    expect(await owed()).toBe(0);
    expect((await waive()).status).toBe(422);
  });

  test('stays once the invoice was paid as it stood with it', async () => {
    const { items } = bodyOf(await waive());
    await pay();
    expect(await owed()).toBe(0);
    expect(await end(items[0].id)).toMatchObject({ status: 409, body: { code: 'already_paid' } });
    expect(await owed()).toBe(0);
  });

  test('stays as well where its charges had been claimed before they were paid', async () => {
    await claim();
    server.clock.set('2026-05-02T10:00:00Z');
    const { items } = bodyOf(await waive({ code: 'recovery_fee' }));
    await pay();
    expect(await owed()).toBe(0);
    expect(await end(items[0].id)).toMatchObject({ status: 409, body: { code: 'already_paid' } });
    expect(await owed()).toBe(0);
  });

  test('that was claimed around can still be taken back, each for itself', async () => {
    await waive({ code: 'recovery_fee', amountMinor: 300 });
    await waive({ code: 'recovery_fee', amountMinor: 300 });
    const { items } = bodyOf(await waive({ code: 'interest' }));
    await claim();
    expect(await owed()).toBe(12_100 + 400);
    await end(items[0].id);
    expect(await owed()).toBe(12_100 + 700);
    await end(items[2].id);
    expect(await owed()).toBe(12_100 + 700 + 363);
    await end(items[1].id);
    expect(await owed()).toBe(12_100 + 1000 + 363);
    await claim();
    expect(await owed()).toBe(12_100 + 1000 + 363);
  });

  test('of an amount keeps what a claim took off for it, also beside another that says the same', async () => {
    await waive({ amountMinor: 300 });
    const { items } = bodyOf(await waive({ amountMinor: 1200 }));
    await claim();
    expect(await owed()).toBe(12_100);
    const rows = await server.db
      .selectFrom('late_charges')
      .select(({ fn }) => ['waiver_id', fn.sum<string>('amount_minor').as('minor')])
      .where('waiver_id', 'is not', null)
      .groupBy('waiver_id')
      .execute();
    const takenBack = new Map(rows.map((row) => [row.waiver_id, Number(row.minor)]));
    expect(items.map(({ id }: { id: string }) => takenBack.get(id))).toEqual([-300, -1063]);
    await end(items[0].id);
    expect(await owed()).toBe(12_100 + 300);
  });

  test('beside claims and payments at the same moment loses no cent and asks for none twice', async () => {
    const path = `/v1/invoices/${world.a.invoiceId}`;
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, claim),
      ...Array.from({ length: 3 }, () => waive({ amountMinor: 300 })),
      ...Array.from({ length: 2 }, () => pay(5000)),
      ask('POST', `${path}/reminders`, { json: { sentDate: '2026-04-20', channel: 'email' } }),
    ]);
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
    expect(await owed()).toBe(12_100 + 1363 - 900 - 10_000);
  });

  test('where nothing has arisen is refused, with what to do', async () => {
    server.clock.set('2026-03-20T10:00:00Z');
    expect(bodyOf(await waive()).detail).toContain('save a policy without charges');
    expect(bodyOf(await waive({ code: 'fine' })).detail).toContain('there are recovery_fee, interest');
    expect((await waive({ by: '' })).status).toBe(422);
  });

  test('twice at once gives up once', async () => {
    await pay(12_100);
    await Promise.all(Array.from({ length: 6 }, () => waive()));
    expect(await owed()).toBe(0);
    const rows = await server.db.selectFrom('late_charges').select('amount_minor').execute();
    expect(rows.reduce((sum, row) => sum + row.amount_minor, 0)).toBe(0);
  });
});

describe('a bank transfer', () => {
  const interest = { kind: 'interest', code: 'interest', rate: { percent: '36.50' } };
  const dueOn = (day: string) => 12_100 + (12.1 * (Date.parse(day) - Date.parse('2026-04-01'))) / 86_400_000;
  const received = (receivedDate: string, amountMinor: number, method = 'transfer') =>
    ask('POST', '/v1/payments', {
      json: {
        reference: `${receivedDate} ${amountMinor} ${method}`,
        method,
        receivedDate,
        amountMinor,
        currency: 'EUR',
        invoices: [{ invoiceId: world.a.invoiceId }],
      },
    });

  test.each([
    ['of what was owed three days before it came closes the invoice', '2026-04-21', '2026-04-24', 'transfer', 0],
    ['of what was owed four days before leaves the rest open', '2026-04-21', '2026-04-25', 'transfer', 48],
    ['is no excuse for another way to pay', '2026-04-21', '2026-04-22', 'cash', 12],
  ])('%s', async (_, sentOn, receivedDate, method, leftMinor) => {
    await save({ entityId: world.a.entityId }, policy([interest]));
    expect((await received(receivedDate, dueOn(sentOn), method)).status).toBe(201);
    expect(bodyOf(await ask('GET', `/v1/invoices/${world.a.invoiceId}`)).amountDueMinor).toBe(leftMinor);
  });

  test('takes as many days as the policy grants', async () => {
    await save({ entityId: world.a.entityId }, policy([interest], { transfer_days: 5 }));
    await received('2026-04-26', dueOn('2026-04-21'));
    expect(bodyOf(await ask('GET', `/v1/invoices/${world.a.invoiceId}`)).amountDueMinor).toBe(0);
  });
});

describe('published rates', () => {
  const rate = (percent: string) => ({
    series: 'ECB_MRO',
    from: '2027-01-01',
    to: '2027-06-30',
    percent,
    source: 'OJ',
  });
  const load = (...rates: unknown[]) => ask('POST', '/v1/reference-rates', { json: { rates } });
  type Loaded = { percent: string; loadedAt: string | null };
  const loaded = async (by = ask) =>
    bodyOf(await by('GET', '/v1/reference-rates')).items.filter(
      ({ loadedAt }: Loaded) => loadedAt !== null,
    ) as Loaded[];

  test('are kept, the newer beside the older; what holds already changes nothing', async () => {
    expect((await load(rate('2.40'))).body).toEqual({ addedCount: 1, unchangedCount: 0 });
    expect((await load(rate('2.40'))).body).toEqual({ addedCount: 0, unchangedCount: 1 });
    expect((await load(rate('2.15'))).body).toEqual({ addedCount: 1, unchangedCount: 0 });
    // Back to what it was: the row that overruled it is overruled.
    expect((await load(rate('2.40'))).body).toEqual({ addedCount: 1, unchangedCount: 0 });
    expect((await loaded()).map(({ percent }) => percent)).toEqual(['2.40', '2.15', '2.40']);
  });

  test('are listed after those of the program, which they overrule', async () => {
    await load(rate('2.40'));
    const { items } = bodyOf(await ask('GET', '/v1/reference-rates?series=ECB_MRO'));
    const isLoaded = ({ loadedAt }: Loaded) => loadedAt !== null;
    expect(items.findIndex(isLoaded)).toBeGreaterThan(40);
    expect(items.slice(items.findIndex(isLoaded)).every(isLoaded)).toBe(true);
    expect(new Set(items.map(({ series }: { series: string }) => series))).toEqual(new Set(['ECB_MRO']));
    expect(items).toContainEqual(expect.objectContaining({ from: '2024-01-01', percent: '4.50', loadedAt: null }));
  });

  test('of others are not ours', async () => {
    await load(rate('2.40'));
    const other = await openApiCaller(server, world.otherMerchantId);
    expect(await loaded(other)).toEqual([]);
  });

  test.each([
    ['a comma', { ...rate('2,40') }, 'rates.0.percent'],
    ['an end before its beginning', { ...rate('2.40'), to: '2026-12-31' }, 'rates.0.to'],
    ['no source', { ...rate('2.40'), source: ' ' }, 'rates.0.source'],
  ])('with %s are refused with the field, all of them', async (_, wrong, field) => {
    const answer = await load(rate('2.40'), wrong).then(() => load(wrong));
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).detail).toContain(field);
    expect(await loaded()).toEqual([]);
  });
});

describe('a claim', () => {
  const interest = { kind: 'interest', code: 'interest', rate: { percent: '36.50' } };
  const claim = () => ask('POST', `/v1/invoices/${world.a.invoiceId}/late-charges`);
  const owed = async (): Promise<number> =>
    bodyOf(await ask('GET', `/v1/invoices/${world.a.invoiceId}`)).calculation.amountDueMinor;

  test('stays as it was under whatever terms come later, and interest goes on the day after', async () => {
    const { entityId } = world.a;
    await save({ entityId }, policy([fee(1000), interest]));
    const claimed = bodyOf(await claim());
    expect(claimed).toMatchObject({ amountDueMinor: 12_100 + 1000 + 363, accruedMinor: 0 });
    expect(claimed.entries.slice(1)).toMatchObject([
      { status: 'charged', line: { code: 'recovery_fee', rule: { policy: 'terms@1' } } },
      { status: 'charged', line: { code: 'interest', toDate: '2026-05-01', rule: { policy: 'terms@1' } } },
    ]);
    await save({ entityId }, policy([fee(9000), { ...interest, rate: { percent: '73.00' } }], { version: 2 }));
    expect(await owed()).toBe(12_100 + 1000 + 363);
    server.clock.set('2026-05-11T10:00:00Z');
    expect(await owed()).toBe(12_100 + 1000 + 363 + 242);
  });

  test('twice, or six at once, claims once', async () => {
    await save({ entityId: world.a.entityId }, policy([fee(1000), interest]));
    await Promise.all(Array.from({ length: 6 }, claim));
    expect((await claim()).status).toBe(200);
    expect(await owed()).toBe(12_100 + 1000 + 363);
    expect(await server.db.selectFrom('late_charges').select('code').orderBy('id').execute()).toHaveLength(2);
  });

  test('where nothing has accrued changes nothing', async () => {
    expect(bodyOf(await claim())).toMatchObject({ amountDueMinor: 12_100, accruedMinor: 0 });
    expect(await server.db.selectFrom('document_events').select('kind').execute()).toEqual([]);
  });
});

describe('a rate that policies follow', () => {
  test('is missed in time, once it ends within two weeks, and only where one follows it', async () => {
    const alarms: unknown[] = [];
    const log = Object.assign(Object.create(server.deps.log), { error: (fields: unknown) => alarms.push(fields) });
    const watch = async (now: string) => {
      server.clock.set(now);
      alarms.length = 0;
      await watchRates({ ...server.deps, log });
      return alarms;
    };
    const interest = { kind: 'interest', code: 'interest', rate: { series: 'FR_LEGAL_PRO' } };
    await save({ entityId: world.entityId }, policy([fee(1000), interest]));
    const { items } = bodyOf(await ask('GET', '/v1/reference-rates?series=FR_LEGAL_PRO'));
    const untilDate = items.at(-1).to;
    const of = { merchantId: world.merchantId, series: 'FR_LEGAL_PRO' };
    expect(await watch(`${addDays(untilDate, -14)}T06:00:00Z`)).not.toContainEqual(expect.objectContaining(of));
    expect(await watch(`${addDays(untilDate, -13)}T06:00:00Z`)).toContainEqual({
      alarm: 'rate_missing',
      ...of,
      untilDate,
    });
    const next = {
      series: of.series,
      from: addDays(untilDate, 1),
      to: addDays(untilDate, 180),
      percent: '7.00',
      source: 'x',
    };
    await ask('POST', '/v1/reference-rates', { json: { rates: [next] } });
    expect(await watch(`${addDays(untilDate, 1)}T06:00:00Z`)).not.toContainEqual(expect.objectContaining(of));
  });
});

describe('presets', () => {
  test('are offered with their laws and doubts, and can be saved as they are', async () => {
    const { notice, items } = bodyOf(await ask('GET', '/v1/late-charge-presets'));
    expect(notice).toContain('not legal advice');
    for (const { policy } of items) {
      const saved = await ask('POST', '/v1/late-charge-policies', { json: { entityId: world.entityId, policy } });
      expect(saved.status).toBe(201);
      expect(bodyOf(saved).policy).toEqual(policy);
    }
  });
});
