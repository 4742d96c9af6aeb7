import { formatMinor } from '@quittance/shared/format.ts';
import { bookFindingSchema } from '@quittance/shared/merchant-api/payment-finding.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { print } from '../boot/command.ts';
import { parseOptions } from '../boot/parse-options.ts';
import { AppError } from '../http/errors.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { bookFinding, setFindingAside } from '../payments/book-finding.ts';
import { listFindings } from './finding-queries.ts';

export function listFindingsCommand() {
  return merchantCommand('findings', "List what the providers' books and ours say differently, and nobody has settled")
    .option('--all', 'what was settled too')
    .action(async ({ all, ...options }) => {
      const position = { after: null, limit: 10_000 };
      const filter = all ? {} : { isOpen: true };
      const findings = await withMerchant(options, (deps, scope) => listFindings(deps.db, scope, filter, position));
      const lines = findings.map((each) => {
        const amount = formatMinor(each.amountMinor, each.currency, 'en');
        const end = each.resolution === null ? '' : `  ${each.resolution}`;
        return `${each.id}  ${each.kind}  ${each.provider} ${each.providerReference}  ${amount}  ${each.state}${end}`;
      });
      print(options, findings, lines.length > 0 ? lines : ['The books agree']);
    });
}

export function bookFindingCommand() {
  return merchantCommand('book-finding', 'Book money of which nothing was known here, for whom you say')
    .argument('<finding>', 'its id, as `quittance payments findings` shows it')
    .option('--payment-reference <text...>', 'of the baskets or invoices that it was for')
    .option('--entity <slug>', 'with --customer, instead of references: for whatever is due first')
    .option('--customer <id>')
    .option('--received <date>', 'the day it came; today where left out')
    .option('--note <text>')
    .option('--receipt', 'mail the customer a receipt')
    .action(async (findingId, { paymentReference, entity, customer, received, note, receipt, ...options }) => {
      const booked = await withMerchant(options, async (deps, scope) => {
        const given = {
          paymentReferences: paymentReference,
          entityId: entity === undefined ? undefined : (await getEntity(deps, scope, entity)).id,
          customerId: customer,
          receivedDate: received,
          note,
          sendReceipt: receipt,
        };
        const named = {
          paymentReferences: '--payment-reference',
          customerId: '--customer',
          receivedDate: '--received',
        };
        return bookFinding(deps, scope, readId(findingId), parseOptions(bookFindingSchema, given, named));
      });
      print(options, booked, [`${booked.isNew ? 'Booked' : 'Was booked before'} as payment ${booked.paymentId}`]);
    });
}

export function setAsideCommand() {
  return merchantCommand('set-aside', 'Settle a finding without booking anything')
    .argument('<finding>', 'its id, as `quittance payments findings` shows it')
    .requiredOption('--reason <text>', 'why; it is kept')
    .action(async (findingId, { reason, ...options }) => {
      if (reason.trim() === '') throw new AppError('invalid_request', 'The reason is empty. Say why.');
      await withMerchant(options, (deps, scope) => setFindingAside(deps, scope, readId(findingId), reason.trim()));
      print(options, {}, ['Set aside']);
    });
}

function readId(text: string): string {
  const id = idSchema.safeParse(text);
  if (id.success) return id.data;
  throw new AppError('not_found', `There is no finding ${text}. See: quittance payments findings`);
}
