import { formatMinor } from '@quittance/shared/format.ts';
import { newRefundSchema, type ApiRefund } from '@quittance/shared/merchant-api/refund.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { MerchantScope } from '../access/scope.ts';
import { print } from '../boot/command.ts';
import { parseOptions } from '../boot/parse-options.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { amountOf, readParts } from './amount-option.ts';
import { findPayment, listPayments } from './payment-queries.ts';
import { findApiRefund, listRefunds } from './refund-queries.ts';

const everything = { after: null, limit: 10_000 };

export function listPaymentsCommand() {
  return merchantCommand('list', 'List payments with their ids')
    .option('--credit', 'only those of which something is left as credit of the customer')
    .action(async ({ credit, ...options }) => {
      const filter = credit ? { hasCredit: true } : {};
      const payments = await withMerchant(options, (deps, scope) => listPayments(deps.db, scope, filter, everything));
      const lines = payments.map(({ id, receivedDate, method, amountMinor, unallocatedMinor, currency }) => {
        const left = unallocatedMinor > 0 ? `  ${formatMinor(unallocatedMinor, currency, 'en')} of it credit` : '';
        return `${id}  ${receivedDate}  ${method.padEnd(10)} ${formatMinor(amountMinor, currency, 'en')}${left}`;
      });
      print(options, payments, lines.length > 0 ? lines : ['There are no such payments']);
    });
}

export function refundCommand() {
  return merchantCommand('refund', 'Give money of a payment back, by the provider that took it or as paid out by you')
    .argument('<payment>', 'its id, as `quittance payments list` shows it')
    .requiredOption('--reference <text>', 'your own name of it: the same reference twice is one refund')
    .option('--amount <number>', 'like 121.00; all that is left of the payment where left out')
    .option(
      '--paid-out <date>',
      'you have paid it out yourself on this day; where left out, the provider gives it back',
    )
    .option(
      '--invoice <number=amount...>',
      'from which it is taken; credit first, then what was paid last, where left out',
    )
    .option('--note <text>')
    .action(async (paymentId, { reference, amount, paidOut, invoice = [], note, ...options }) => {
      const refund = await withMerchant(options, async (deps, scope) => {
        const { currency } = await getPayment(deps, scope, paymentId);
        const parts = await readParts(deps, scope, invoice, currency);
        const given = {
          reference,
          amountMinor: amount === undefined ? undefined : amountOf('--amount', amount, currency),
          paidOutDate: paidOut,
          invoices: parts.length > 0 ? parts : undefined,
          note,
        };
        const wanted = parseOptions(newRefundSchema, given, {
          amountMinor: '--amount',
          paidOutDate: '--paid-out',
          invoices: '--invoice',
        });
        const { refundId } = await refundPayment(deps, scope, paymentId, wanted);
        return findApiRefund(deps.db, scope, refundId);
      });
      print(options, refund, refund ? [lineOf(refund)] : []);
    });
}

export function listRefundsCommand() {
  return merchantCommand('refunds', 'List refunds that were asked for here').action(async (options) => {
    const refunds = await withMerchant(options, (deps, scope) => listRefunds(deps.db, scope, {}, everything));
    print(options, refunds, refunds.length > 0 ? refunds.map(lineOf) : ['There are no refunds']);
  });
}

async function getPayment(deps: Pick<Deps, 'db'>, scope: MerchantScope, paymentId: string) {
  const payment = idSchema.safeParse(paymentId).success ? await findPayment(deps.db, scope, paymentId) : undefined;
  if (payment) return payment;
  throw new AppError('not_found', `There is no payment ${paymentId}. See: quittance payments list`);
}

function lineOf({ reference, amountMinor, currency, state, isByHand, failure, paymentId }: ApiRefund): string {
  const how = isByHand ? 'paid out by hand' : state;
  const why = failure === null ? '' : `: ${failure}`;
  return `${reference}  ${formatMinor(amountMinor, currency, 'en')} of payment ${paymentId}  ${how}${why}`;
}
