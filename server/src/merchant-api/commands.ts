import { Command } from '@commander-js/extra-typings';
import { print } from '../boot/command.ts';
import { sendInvoice } from '../email/send-invoice.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { commentCommands } from './comment-commands.ts';
import { contactOf, copyLink, revokeLink } from './copy-link.ts';
import { bookFindingCommand, listFindingsCommand, setAsideCommand } from './finding-commands.ts';
import { getDocumentByNumber } from './find-document-by-number.ts';
import { proposalCommands } from './proposal-commands.ts';
import { recordPaymentCommand } from './record-payment-command.ts';
import { listPaymentsCommand, listRefundsCommand, refundCommand } from './refund-command.ts';

export function merchantApiCommands() {
  return [
    new Command('links')
      .description('The links that mails carry')
      .addCommand(copyCommand())
      .addCommand(revokeCommand()),
    new Command('invoices').description('Invoices that were imported').addCommand(sendCommand()),
    commentCommands(),
    proposalCommands(),
    new Command('payments')
      .description('Money received, and given back')
      .addCommand(listPaymentsCommand())
      .addCommand(recordPaymentCommand())
      .addCommand(refundCommand())
      .addCommand(listRefundsCommand())
      .addCommand(listFindingsCommand())
      .addCommand(bookFindingCommand())
      .addCommand(setAsideCommand()),
  ];
}

const invoiceOption = ['--invoice <number or id>', 'which invoice'] as const;
const contactOption = ['--contact <address>', 'for whom; may be left out where the customer has one contact'] as const;

function copyCommand() {
  return merchantCommand('copy', 'Copy the link to an invoice, to see what its customer sees or to send it another way')
    .requiredOption(...invoiceOption)
    .option(...contactOption)
    .action(async (options) => {
      const link = await withMerchant(options, async (deps, scope) => {
        const { kind, id: documentId } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        return copyLink(deps, scope, { kind, documentId, email: options.contact });
      });
      print(options, link, [link.url]);
    });
}

function revokeCommand() {
  return merchantCommand('revoke', 'Revoke the link to an invoice: every copy then only leads to the sign-in page')
    .requiredOption(...invoiceOption)
    .option(...contactOption)
    .action(async (options) => {
      const revoked = await withMerchant(options, async (deps, scope) => {
        const { kind, id: documentId } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        return revokeLink(deps, scope, { kind, documentId, email: options.contact });
      });
      print(options, revoked, [`Revoked the link of ${revoked.email}`]);
    });
}

function sendCommand() {
  return merchantCommand('send', 'Mail an invoice with its link and PDF')
    .requiredOption(...invoiceOption)
    .option('--contact <address>', 'to whom; every contact of the customer where left out')
    .addHelpText('after', '\nThe running server delivers it; without one it waits until the next start.')
    .action(async (options) => {
      const { mailIds, number } = await withMerchant(options, async (deps, scope) => {
        const { kind, id: documentId, number } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        const chosen =
          options.contact === undefined
            ? {}
            : { contactIds: [(await contactOf(deps, scope, { kind, documentId, email: options.contact })).contactId] };
        return { ...(await sendInvoice(deps, scope, { documentId, ...chosen })), number };
      });
      const mails = mailIds.length === 1 ? 'one mail' : `${mailIds.length} mails`;
      print(options, { mailIds }, [`Queued ${mails} with invoice ${number}`]);
    });
}
