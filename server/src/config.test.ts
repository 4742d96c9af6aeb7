import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'quittance-config-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const secret = 'x'.repeat(32);
const production = {
  NODE_ENV: 'production',
  DATA_DIR: dataDir,
  SECRET_KEY: secret,
  PUBLIC_URL: 'https://pay.example.com/',
  SMTP_URL: 'smtps://user:pass@mail.example.com',
  MAIL_FROM: 'invoices@example.com',
};

describe('settings', () => {
  test('have defaults for everything outside production', () => {
    expect(readConfig({ DATA_DIR: dataDir })).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      smtpUrl: null,
      trustedProxies: 0,
      hasDemo: true,
      hasSandbox: true,
      hasOffline: true,
    });
  });

  test('that are empty count as not set', () => {
    expect(readConfig({ DATA_DIR: dataDir, PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'pay.example.com'],
    ['PUBLIC_URL', 'https://pay.example.com/portal'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['PUBLIC_URL', 'http://invoices.example.com'],
    ['PUBLIC_URL', 'http://192.168.1.7:3000'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['SMTP_URL', 'mail.example.com'],
    ['MAIL_FROM', 'nobody'],
    ['SECRET_KEY', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', 'yes'],
    ['NODE_ENV', 'staging'],
    ['ALLOW_DEMO', '1'],
    ['REPLY_DOMAIN', 'reply@example.com'],
    ['INBOUND_SMTP_PORT', 'smtp'],
  ])('%s=%s is refused by its name, with what is expected', (name, value) => {
    expect(() => readConfig({ DATA_DIR: dataDir, [name]: value })).toThrow(new RegExp(`${name} is wrong: expected `));
  });

  test('take mail by SMTP only for a domain of replies', () => {
    const smtp = { DATA_DIR: dataDir, INBOUND_SMTP_PORT: '2525' };
    expect(() => readConfig(smtp)).toThrow(/REPLY_DOMAIN is missing: expected a domain/);
    expect(readConfig({ ...smtp, REPLY_DOMAIN: 'Reply.example.com' })).toMatchObject({
      replyDomain: 'reply.example.com',
      inboundSmtpHost: '127.0.0.1',
      inboundSmtpPort: 2525,
    });
  });

  test('that are wrong are told all at once, without their values', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'mysql://root:hunter2@localhost', SECRET_KEY: 'short' });
    expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*SECRET_KEY/);
    expect(read).not.toThrow(/hunter2|short/);
  });
});

test.each(['/proc/quittance', '/dev/null/data'])(
  'a data directory that cannot be written (%s) is refused',
  (folder) => {
    expect(() => readConfig({ DATA_DIR: folder })).toThrow(
      /DATA_DIR is wrong: expected a folder that this user may write to/,
    );
  },
);

describe('production', () => {
  test('runs neither demo nor sandbox', () => {
    expect(readConfig(production)).toMatchObject({
      hasDemo: false,
      hasSandbox: false,
      publicUrl: 'https://pay.example.com',
    });
  });

  test('runs them when it is told to', () => {
    expect(readConfig({ ...production, ALLOW_DEMO: 'true', ALLOW_SANDBOX: 'true' })).toMatchObject({
      hasDemo: true,
      hasSandbox: true,
    });
  });

  test('must be told its address, its secret and its post office', () => {
    expect(() => readConfig({ NODE_ENV: 'production', DATA_DIR: dataDir })).toThrow(
      /PUBLIC_URL is missing[^]*SECRET_KEY is missing[^]*SMTP_URL is missing/,
    );
  });
});

describe('the secret of development', () => {
  test('is made once and only its owner can read it', () => {
    const first = readConfig({ DATA_DIR: dataDir }).secretKey;
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(readConfig({ DATA_DIR: dataDir }).secretKey).toBe(first);
    expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  test('is not replaced when its file was emptied', () => {
    const emptied = mkdtempSync(join(dataDir, 'emptied-'));
    writeFileSync(join(emptied, 'secret-key'), '');
    expect(() => readConfig({ DATA_DIR: emptied })).toThrow(/secret-key is empty or cut short/);
  });
});
