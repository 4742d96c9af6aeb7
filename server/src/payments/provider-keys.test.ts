import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { AppError } from '../http/errors.ts';
import { testApp, type TestApp } from '../testing.ts';
import { insertTwoCompanies } from '../testing/fixtures.ts';
import { contactPayer } from '../testing/paying.ts';
import { findEntity } from '../branding/entity-queries.ts';
import { checkProviders } from './check-providers.ts';
import { findProvider, findProviderOfAccount } from './find-provider.ts';
import { listOfferedProviders } from './list-offered-providers.ts';
import type { PaymentProvider, ProviderConnector } from './payment-provider.ts';
import { findProviderAccount } from './provider-account-queries.ts';
import { saveProviderKeys } from './save-provider-keys.ts';
import { sealKeys, unsealKeys } from './seal-keys.ts';
import { setOfferedProviders, setPaymentMode } from './set-payment-settings.ts';

let server: TestApp;
let world: Awaited<ReturnType<typeof insertTwoCompanies>>;
let entityId: string;
const provider = 'acme';
const testKey = 'test_dontLookAtThisKey1111';
const liveKey = 'live_dontLookAtThisKey2222';

beforeAll(async () => {
  server = await testApp();
  world = await insertTwoCompanies(server.db);
  entityId = world.entityId;
});
afterAll(() => server.close());
beforeEach(async () => {
  server.deps.connectors = new Map([[provider, acme({})]]);
  await server.db.deleteFrom('provider_accounts').execute();
  await setPaymentMode(server.deps, world, { entityId, mode: 'test' });
  await setOfferedProviders(server.deps, world, { entityId, providers: ['bank'] });
});

/** A provider whose keys say by their first letters what they are for, as all do. */
function acme(changes: Partial<PaymentProvider>): ProviderConnector {
  return {
    id: provider,
    keyNames: ['ACME_KEY'],
    readKeys({ ACME_KEY = '' }, kept) {
      const apiKey = ACME_KEY || kept?.apiKey || '';
      if (!/^(test|live)_\w{10,}$/.test(apiKey)) throw new AppError('invalid_request', 'ACME_KEY is not a key');
      const keys = { apiKey, publishableKey: null, webhookSecrets: [] };
      return { mode: apiKey.startsWith('live_') ? 'live' : 'test', keys };
    },
    connect: async ({ id, mode }) => ({
      id: provider,
      accountId: id,
      isTestMode: mode === 'test',
      listMethods: async () => [{ provider, id: 'wallet', kind: 'redirect' }],
      clientConfig: () => ({ provider: 'mollie' }),
      methodOf: () => 'wallet',
      startAttempt: () => Promise.reject(new Error('not in this test')),
      refresh: async () => null,
      listPayments: async function* () {},
      refund: () => Promise.reject(new Error('not in this test')),
      cancel: async () => null,
      parseWebhook: async () => [],
      webPolicy: () => ({}),
      ...changes,
    }),
    check: async ({ mode }) => [{ what: `the ${mode} key is good`, todo: null }],
  };
}

function save(key: string, who = { scope: world as { merchantId: string }, entityId }) {
  return saveProviderKeys(server.deps, who.scope, { entityId: who.entityId, provider, given: { ACME_KEY: key } });
}

async function entity() {
  return (await findEntity(server.db, world, entityId))!;
}

describe('keys of a provider', () => {
  test('T70: stand in the database only encrypted, and in no list', async () => {
    const saved = await save(testKey);
    expect(saved).toMatchObject({ mode: 'test', keyHint: '1111' });
    const { rows } = await sql<{ text: string }>`select t::text as text from provider_accounts t`.execute(server.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain(Buffer.from('dontLook').toString('hex'));
    const listed = JSON.stringify(await listOfferedProviders(server.deps, world, await entity()));
    expect(listed).toContain('1111');
    expect(JSON.stringify([saved, listed])).not.toContain('dontLook');
  });

  test('open for the account they were sealed for, and for no other', async () => {
    await save(testKey);
    const row = (await findProviderAccount(server.db, world, { entityId, provider, mode: 'test' }))!;
    expect(unsealKeys(server.deps, row, row.sealedKeys).apiKey).toBe(testKey);
    for (const other of [{ entityId: world.otherEntityId }, { merchantId: world.otherMerchantId }, { mode: 'live' }]) {
      expect(() => unsealKeys(server.deps, { ...row, ...other }, row.sealedKeys)).toThrow(/do not open/);
    }
    for (const index of [0, 15, row.sealedKeys.length - 1]) {
      const changed = Buffer.from(row.sealedKeys);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => unsealKeys(server.deps, row, changed)).toThrow(/do not open/);
    }
    expect(() => unsealKeys(server.deps, row, row.sealedKeys.subarray(0, 20))).toThrow(/do not open/);
  });

  test('are sealed differently each time', () => {
    const owner = { merchantId: 'm', entityId: 'e', provider, mode: 'test' };
    const keys = { apiKey: testKey, publishableKey: null, webhookSecrets: [] };
    const sealed = Array.from({ length: 50 }, () => sealKeys(server.deps, owner, keys).toString('hex'));
    expect(new Set(sealed).size).toBe(50);
  });

  test('do not open under another SECRET_KEY: the page goes on without the provider', async () => {
    await save(testKey);
    const anna = await contactPayer(server, world.a);
    const { config } = server.deps;
    server.deps.config = { ...config, secretKey: 'another secret key of thirty-two bytes' };
    const page = await anna.payPage(world.a.invoiceId);
    expect(page.offer).toMatchObject({ methods: [], unavailableProviders: [provider] });
    server.deps.config = config;
    expect((await anna.payPage(world.a.invoiceId)).offer.methods).toMatchObject([{ provider, id: 'wallet' }]);
  });

  test('that are replaced keep the address that the provider calls', async () => {
    const before = await save(testKey);
    const after = await save('test_dontLookAtThisKey3333');
    expect(after.webhookUrl).toBe(before.webhookUrl);
    expect(after.keyHint).toBe('3333');
  });

  test('of an entity belong to it alone', async () => {
    await save(testKey);
    const other = { id: world.otherEntityId, merchantId: world.otherMerchantId, paymentMode: 'test' as const };
    expect(await findProvider(server.deps, other, provider)).toBeUndefined();
    const foreign = { scope: { merchantId: world.otherMerchantId }, entityId };
    await expect(save(testKey, foreign)).rejects.toThrow();
  });

  test('that are no keys are refused without repeating them', async () => {
    const refusal = save('hunter2-hunter2');
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(refusal).rejects.not.toThrow(/hunter2/);
  });
});

describe('T69: test and live', () => {
  test('keys are refused where the entity is in the other mode, both ways', async () => {
    await expect(save(liveKey)).rejects.toThrow(/live key .* takes test payments/);
    await setPaymentMode(server.deps, world, { entityId, mode: 'live' });
    await expect(save(testKey)).rejects.toThrow(/test key .* takes live payments/);
    expect((await save(liveKey)).mode).toBe('live');
  });

  test('are never offered together: a live entity offers neither test keys nor the sandbox', async () => {
    await save(testKey);
    await setOfferedProviders(server.deps, world, { entityId, providers: ['sandbox', provider] });
    const ids = async () => {
      const found = await Promise.all(
        ['sandbox', provider].map(async (id) => findProvider(server.deps, await entity(), id)),
      );
      return found.map((each) => each?.isTestMode);
    };
    expect(await ids()).toEqual([true, true]);
    await setPaymentMode(server.deps, world, { entityId, mode: 'live' });
    expect(await ids()).toEqual([undefined, undefined]);
    await save(liveKey);
    expect(await ids()).toEqual([undefined, false]);
  });

  test('payments that were begun before the mode changed are still asked for with their own keys', async () => {
    await save(testKey);
    const accountId = (await findProvider(server.deps, await entity(), provider))!.accountId;
    await setPaymentMode(server.deps, world, { entityId, mode: 'live' });
    const asked = await findProviderOfAccount(server.deps, { provider, accountId });
    expect(asked).toMatchObject({ accountId, isTestMode: true });
    expect(await findProviderOfAccount(server.deps, { provider: 'sandbox', accountId })).toBeUndefined();
  });
});

describe('a check', () => {
  test('says of each way to pay whether it works and what to do', async () => {
    await setOfferedProviders(server.deps, world, { entityId, providers: ['bank', 'sandbox', provider] });
    const check = async () => checkProviders(server.deps, world, await entity());
    expect(await check()).toMatchObject([
      { provider: 'bank', what: expect.stringContaining('no account') },
      { provider: 'sandbox', todo: null },
      { provider, what: 'has no test keys', todo: expect.stringContaining('providers set --entity noorderlicht') },
    ]);
    await save(testKey);
    expect((await check()).at(-1)).toEqual({ provider, what: 'the test key is good', todo: null });
    await setPaymentMode(server.deps, world, { entityId, mode: 'live' });
    expect((await check()).map(({ todo }) => todo === null)).toEqual([false, false, false]);
  });

  test('refuses to offer what there is not', async () => {
    const refusal = setOfferedProviders(server.deps, world, { entityId, providers: ['paypal'] });
    await expect(refusal).rejects.toThrow(/no payment provider paypal: bank, sandbox, acme/);
  });
});

test('a provider that cannot be asked is left out of the page and named; the rest is offered', async () => {
  await save(testKey);
  await setOfferedProviders(server.deps, world, { entityId, providers: [provider, 'sandbox'] });
  const down = { listMethods: () => Promise.reject(new AppError('provider_unavailable')) };
  server.deps.connectors = new Map([[provider, acme(down)]]);
  const anna = await contactPayer(server, world.a);
  const { offer } = await anna.payPage(world.a.invoiceId);
  expect(offer.methods.map((method) => method.provider)).toEqual(['sandbox', 'sandbox']);
  expect(offer.unavailableProviders).toEqual([provider]);
});
