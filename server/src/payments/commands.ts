import { Command } from '@commander-js/extra-typings';
import { print } from '../boot/command.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listPaymentLocks } from './payment-lock-queries.ts';
import { unlockPayments } from './unlock-payments.ts';

export function paymentCommands() {
  return [
    new Command('payment-locks')
      .description('Payers who are stopped after five failed payments in a row')
      .addCommand(listLocksCommand())
      .addCommand(unlockCommand()),
  ];
}

function listLocksCommand() {
  return merchantCommand('list', 'List who is stopped now, and until when').action(async (options) => {
    const locks = await withMerchant(options, (deps, scope) => listPaymentLocks(deps.db, scope));
    const lines = locks.map(
      ({ principal, email, lockedUntil }) => `${principal}  ${email ?? '(erased)'}  until ${lockedUntil.toISOString()}`,
    );
    print(options, locks, lines.length > 0 ? lines : ['Nobody is stopped']);
  });
}

function unlockCommand() {
  return merchantCommand('unlock', 'Let a payer try again at once')
    .argument('<payer>', 'as the list shows it, like contact:… or link:…')
    .requiredOption('--reason <text>', 'why; it is kept')
    .action(async (principal, { reason, ...options }) => {
      if (reason.trim() === '') throw new AppError('invalid_request', 'The reason is empty. Say why.');
      const { wasLocked } = await withMerchant(options, (deps, scope) =>
        unlockPayments(deps, scope, { principal, reason: reason.trim() }),
      );
      print(options, { wasLocked }, [wasLocked ? `${principal} may pay again` : `${principal} was not stopped`]);
    });
}
