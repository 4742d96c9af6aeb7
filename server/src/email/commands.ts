import { Command } from '@commander-js/extra-typings';
import { print } from '../boot/command.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listNewestMails, type MailStanding } from './mail-list-queries.ts';

export function mailCommands() {
  return [new Command('mails').description('Mails to customers and administrators').addCommand(listCommand())];
}

const limitMax = 1000;

function listCommand() {
  return merchantCommand('list', 'List the newest mails, and whether they were sent')
    .option('--limit <number>', `how many, up to ${limitMax}`, '50')
    .action(async (options) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
        throw new AppError('invalid_request', `--limit: ${options.limit} is no whole number from 1 to ${limitMax}.`);
      const mails = await withMerchant(options, (deps, scope) => listNewestMails(deps.db, scope, limit));
      const lines = mails.map((mail) => `${standing(mail)}  ${mail.kind}  to ${mail.toEmail}: ${mail.subject}`);
      print(options, mails, lines.length > 0 ? lines : ['There are no mails']);
    });
}

function standing({ queuedAt, sentAt, failedAt, lastError }: MailStanding): string {
  if (sentAt) return `sent    ${sentAt.toISOString()}`;
  if (failedAt) return `failed  ${failedAt.toISOString()} (${lastError ?? 'no reason given'})`;
  return `queued  ${queuedAt.toISOString()}${lastError ? ` (last try: ${lastError})` : ''}`;
}
