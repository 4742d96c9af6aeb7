import { Command } from '@commander-js/extra-typings';
import { accessCommands } from './access/commands.ts';
import { houseCommands } from './boot/commands.ts';
import { sentenceOf } from './boot/sentence.ts';
import { brandCommands } from './branding/commands.ts';
import { mailCommands } from './email/commands.ts';
import { templateCommands } from './email/template-commands.ts';
import { AppError } from './http/errors.ts';
import { importCommands } from './imports/commands.ts';
import { lateChargeCommands } from './late-charges/commands.ts';
import { merchantApiCommands } from './merchant-api/commands.ts';
import { merchantCommands } from './merchants/commands.ts';
import { paymentCommands } from './payments/commands.ts';
import { providerCommands } from './payments/provider-commands.ts';
import { statementCommands } from './statements/commands.ts';

export const program = new Command('quittance').description('Operate a Quittance installation').showHelpAfterError();
const commands = [
  ...houseCommands(),
  ...merchantCommands(),
  ...brandCommands(),
  ...accessCommands(),
  ...importCommands(),
  ...merchantApiCommands(),
  ...paymentCommands(),
  ...providerCommands(),
  ...lateChargeCommands(),
  ...statementCommands(),
  ...mailCommands(),
  ...templateCommands(),
];
for (const command of commands) program.addCommand(command);

if (import.meta.main) await run();

export async function run(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'failed';
    const message = error instanceof AppError ? (error.detail ?? error.code) : sentenceOf(error);
    const isForProgram = process.argv.includes('--json');
    process.stderr.write(isForProgram ? `${JSON.stringify({ error: { code, message } })}\n` : `${message}\n`);
    process.exitCode = 1;
  }
}
