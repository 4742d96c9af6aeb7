import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { calendarDateAt, type CalendarDate } from '@quittance/shared/calendar-date.ts';
import type { Drawings } from './access/draw-for.ts';
import type { MailReader } from './comments/read-mail.ts';
import type { Config } from './config.ts';
import type { Database } from './db/tables.ts';
import type { Previews } from './documents/render-preview.ts';
import type { Workbooks } from './documents/write-workbook.ts';
import type { Mailer } from './email/mailer.ts';
import type { Files } from './files/files.ts';
import type { TemporaryFiles } from './files/temporary-files.ts';
import type { Pictures } from './files/redraw-picture.ts';
import type { UblPool } from './imports/ubl/ubl-pool.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { PortalBuild } from './pages/portal-build.ts';
import type { PaymentProviders, ProviderConnectors } from './payments/payment-provider.ts';

/** Every effect there is. Made in boot/build-deps.ts and testing.ts; a use case takes a `Pick` of it as its first argument. */
export type Deps = {
  db: Kysely<Database>;
  clock: Clock;
  random: Random;
  jobs: Jobs;
  mailer: Mailer;
  mailReader: MailReader;
  files: Files;
  temporaryFiles: TemporaryFiles;
  providers: PaymentProviders;
  connectors: ProviderConnectors;
  ublPool: UblPool;
  previews: Previews;
  workbooks: Workbooks;
  pictures: Pictures;
  drawings: Drawings;
  log: Logger;
  config: Config;
};

/** What answers requests also has the pages to show. */
export type ServerDeps = Deps & { portal: PortalBuild };

export interface Clock {
  now(): Date;
  today(timeZone: string): CalendarDate;
}

export interface Random {
  bytes(count: number): Uint8Array;
  uuid(): string;
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: (timeZone) => calendarDateAt(new Date(), timeZone),
};

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  uuid: () => randomUUID(),
};
