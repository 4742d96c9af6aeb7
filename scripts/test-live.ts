import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// What the stand-ins cannot show: whether Stripe and Mollie do as we have read. Only with test keys of your own, and only when asked for.

const tests = join('server', 'src', 'payments', 'providers', 'live.test.ts');
const { STRIPE_SECRET_KEY: stripe, MOLLIE_API_KEY: mollie } = process.env;
const kinds = [
  { name: 'STRIPE_SECRET_KEY', key: stripe, isTest: /^(sk|rk)_test_/ },
  { name: 'MOLLIE_API_KEY', key: mollie, isTest: /^test_/ },
];

const real = kinds.find(({ key, isTest }) => key && !isTest.test(key));
const given = kinds.filter(({ key }) => key);
if (real) {
  console.error(`${real.name} is not a test key. This suite moves money, and does so only where none is real.`);
  process.exitCode = 1;
} else if (given.length === 0) {
  console.log('Nothing was tried: neither STRIPE_SECRET_KEY (sk_test_…) nor MOLLIE_API_KEY (test_…) is set.');
} else {
  const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
  const env = { ...process.env, TEST_LIVE: '1' };
  const { status } = spawnSync(process.execPath, [vitest, 'run', tests], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
}
