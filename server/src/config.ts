import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { secretFile } from './secret-file.ts';

/** The settings of this process, read once. Nothing else reads the environment. */
export type Config = Readonly<{
  environment: 'development' | 'production' | 'test';
  host: string;
  port: number;
  /** Origin that customers see, without a slash at the end; every mailed link starts with it. */
  publicUrl: string;
  dataDir: string;
  /** Null: the server runs a PostgreSQL of its own in the data directory. */
  databaseUrl: string | null;
  /** Null: mail goes to the demo mailbox. */
  smtpUrl: string | null;
  mailFrom: string;
  /** Domain of the addresses to which replies about a conversation go. Null: replies are no comments. */
  replyDomain: string | null;
  /** Where mail to the reply domain may be handed over by SMTP. No port: by the webhook only. */
  inboundSmtpHost: string;
  inboundSmtpPort: number | null;
  /** Root of every key that must not stand in the database. */
  secretKey: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** How many proxies in front of the server append to X-Forwarded-For. */
  trustedProxies: number;
  hasDemo: boolean;
  hasSandbox: boolean;
  /** Whether remembered devices may keep what was seen there. False also ends the workers that are out there. */
  hasOffline: boolean;
}>;

const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: number('a port from 0 (any free one) to 65535', 65_535).default(3000),
  PUBLIC_URL: z
    .string()
    .refine(isSafeOrigin, 'an https address without path, like https://invoices.example.com')
    .optional(),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: urlWith('an address like postgres://user:password@host:5432/name', [
    'postgres:',
    'postgresql:',
  ]).optional(),
  SMTP_URL: urlWith('an address like smtps://user:password@host:465', ['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.email('an e-mail address').optional(),
  REPLY_DOMAIN: z
    .string()
    .toLowerCase()
    .regex(/^(?=.{1,190}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'a domain like reply.example.com')
    .optional(),
  INBOUND_SMTP_HOST: z.string().default('127.0.0.1'),
  INBOUND_SMTP_PORT: number('a port from 0 (any free one) to 65535', 65_535).optional(),
  SECRET_KEY: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 32, 'at least 32 random bytes: openssl rand -base64 48')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  TRUSTED_PROXIES: number('a number of proxies, 0 to 16', 16).default(0),
  ALLOW_DEMO: flag(),
  ALLOW_SANDBOX: flag(),
  ALLOW_OFFLINE: flag(),
});
type Environment = z.infer<typeof environmentSchema>;

/** Throws one error that names every setting that is wrong or missing, and what is expected. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const filled = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(filled);
  const problems = parsed.success ? problemsTogether(parsed.data) : parsed.error.issues.map(expectation);
  if (!parsed.success || problems.length > 0) {
    throw new Error(`These settings are wrong (see .env.example):\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
  return toConfig(parsed.data);
}

/** Secrets that an operator hands to one command; they are no settings of the process. Only what is set and not empty. */
export function settingsFromEnvironment(names: readonly string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of names) {
    const value = process.env[name];
    if (value) given[name] = value;
  }
  return given;
}

function toConfig(env: Environment): Config {
  const dataDir = resolve(env.DATA_DIR);
  const isProduction = env.NODE_ENV === 'production';
  return {
    environment: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : `http://localhost:${env.PORT}`,
    dataDir,
    databaseUrl: env.DATABASE_URL ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? 'no-reply@quittance.invalid',
    replyDomain: env.REPLY_DOMAIN ?? null,
    inboundSmtpHost: env.INBOUND_SMTP_HOST,
    inboundSmtpPort: env.INBOUND_SMTP_PORT ?? null,
    secretKey: env.SECRET_KEY ?? secretFile(join(dataDir, 'secret-key')),
    logLevel: env.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    trustedProxies: env.TRUSTED_PROXIES,
    hasDemo: env.ALLOW_DEMO ?? !isProduction,
    hasSandbox: env.ALLOW_SANDBOX ?? !isProduction,
    hasOffline: env.ALLOW_OFFLINE ?? true,
  };
}

/** What is wrong with settings that are each right by themselves. */
function problemsTogether(env: Environment): string[] {
  const isProduction = env.NODE_ENV === 'production';
  const expected: Record<string, string> = {
    ...(isProduction && { PUBLIC_URL: 'the address that customers see, like https://invoices.example.com' }),
    ...(isProduction && { SECRET_KEY: 'at least 32 random bytes: openssl rand -base64 48' }),
    ...(isProduction && !env.ALLOW_DEMO && { SMTP_URL: 'an address like smtps://user:password@host:465' }),
    ...(env.INBOUND_SMTP_PORT !== undefined && { REPLY_DOMAIN: 'a domain like reply.example.com' }),
    ...(env.SMTP_URL && { MAIL_FROM: 'the e-mail address that mail comes from' }),
  };
  const missing = Object.entries(expected).filter(([name]) => !Reflect.has(env, name));
  const refusal = refusalToWrite(resolve(env.DATA_DIR));
  return [
    ...missing.map(([name, what]) => `${name} is missing: expected ${what}`),
    ...(refusal ? [`DATA_DIR is wrong: expected a folder that this user may write to, but ${refusal}`] : []),
  ];
}

function refusalToWrite(folder: string): string | null {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One by one, because `mkdirSync` with `recursive` never returns where the file system takes no folders (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function expectation(issue: z.core.$ZodIssue): string {
  const expected = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return `${issue.path.join('.')} is wrong: expected ${expected}`;
}

function number(expected: string, max: number) {
  return z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= max, expected)
    .transform(Number);
}

function flag() {
  return z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional();
}

function urlWith(expected: string, protocols: string[]) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected);
}

/** Browsers keep the cookies of signing in and paying only under https, and on the machine itself. */
function isSafeOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return (url.protocol === 'https:' || isLocal) && url.pathname === '/' && url.search === '' && url.username === '';
}
