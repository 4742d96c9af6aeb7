import { calculateCommand } from './calculate-command.ts';
import { policyCommands } from './policy-commands.ts';
import { rateCommands } from './rate-commands.ts';

export function lateChargeCommands() {
  return [policyCommands(), rateCommands(), calculateCommand()];
}
