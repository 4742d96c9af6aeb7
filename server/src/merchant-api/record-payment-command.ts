import { newPaymentSchema, receivedMethodSchema, type ApiPayment } from '@quittance/shared/merchant-api/payment.ts';
import { formatMinor } from '@quittance/shared/format.ts';
import type { MerchantScope } from '../access/scope.ts';
import { print } from '../boot/command.ts';
import { parseOptions } from '../boot/parse-options.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { amountOf, splitPart } from './amount-option.ts';
import { getDocumentByNumber } from './find-document-by-number.ts';
import { findPayment } from './payment-queries.ts';
import { getReferenced } from '../payments/find-by-reference.ts';
import { recordReceivedPayment } from './record-received-payment.ts';

type Options = {
  invoice?: string[] | undefined;
  paymentReference?: string[] | undefined;
  reference: string;
  amount?: string | undefined;
  currency?: string | undefined;
  received?: string | undefined;
  method: string;
  note?: string | undefined;
  receipt?: boolean | undefined;
};

export function recordPaymentCommand() {
  return merchantCommand('record', 'Record money that you received; sets invoices to paid')
    .option('--invoice <number or id...>', 'what it is for; 2026-1=50.00 gives that one so much')
    .option('--payment-reference <text...>', 'what the payer wrote: of a basket or an invoice, however it is spaced')
    .requiredOption('--reference <text>', 'your own name of this money: the same reference twice is one payment')
    .option('--amount <number>', 'like 121.00; exactly what was owed of the invoices on that day where left out')
    .option('--currency <code>', 'in which it came, where that is not what was asked for; it is credit then')
    .option('--received <date>', 'the day it came; today where left out')
    .option('--method <name>', receivedMethodSchema.options.join(', '), 'transfer')
    .option('--note <text>')
    .option('--receipt', 'mail the customer a receipt; where left out, only for money of the last seven days')
    .option('--no-receipt', 'mail nobody')
    .action(async (options) => {
      const { payment, isNew } = await withMerchant(options, (deps, scope) => record(deps, scope, options));
      const amount = formatMinor(payment.amountMinor, payment.currency, 'en');
      const parts = payment.allocations.map(
        ({ number, amountMinor }) => `  ${formatMinor(amountMinor, payment.currency, 'en')} on invoice ${number}`,
      );
      const rest = payment.unallocatedMinor;
      const left = rest > 0 ? [`  ${formatMinor(rest, payment.currency, 'en')} left as credit of the customer`] : [];
      const head = isNew ? `Recorded ${amount} received on` : `${amount} was recorded before, received on`;
      print(options, payment, [`${head} ${payment.receivedDate}`, ...parts, ...left]);
    });
}

async function record(
  deps: Deps,
  scope: MerchantScope,
  options: Options,
): Promise<{ payment: ApiPayment; isNew: boolean }> {
  const { invoices, currency: asked, timeZone } = await namedBy(deps, scope, options);
  const currency = options.currency ?? asked;
  const given = {
    reference: options.reference,
    method: options.method,
    receivedDate: options.received ?? deps.clock.today(timeZone),
    note: options.note,
    sendReceipt: options.receipt,
    amountMinor: options.amount === undefined ? undefined : amountOf('--amount', options.amount, currency),
    currency,
    invoices: invoices.length > 0 ? invoices : undefined,
    paymentReferences: options.paymentReference,
  };
  const payment = parseOptions(newPaymentSchema, given, {
    receivedDate: '--received',
    amountMinor: '--amount',
    paymentReferences: '--payment-reference',
  });
  const { paymentId, isNew } = await recordReceivedPayment(deps, scope, payment);
  const booked = await findPayment(deps.db, scope, paymentId);
  if (!booked) throw new Error(`payment ${paymentId} was booked and is not there`);
  return { payment: booked, isNew };
}

type Part = { invoiceId: string; amountMinor: number | undefined };

async function namedBy(
  deps: Deps,
  scope: MerchantScope,
  { invoice: named = [], paymentReference: references = [] }: Options,
): Promise<{ invoices: Part[]; currency: string; timeZone: string }> {
  const invoices: Part[] = [];
  let account = references.length > 0 ? await getReferenced(deps, scope, references) : undefined;
  for (const each of named) {
    const { number, amount } = splitPart(each);
    const { id, currency, timeZone } = await getDocumentByNumber(deps, scope, 'invoice', number);
    account ??= { currency, timeZone };
    const amountMinor = amount === null ? undefined : amountOf('--invoice', amount, currency);
    invoices.push({ invoiceId: id, amountMinor });
  }
  if (!account)
    throw new AppError('invalid_request', 'Name an invoice by --invoice, or what was written by --payment-reference.');
  return { invoices, ...account };
}
