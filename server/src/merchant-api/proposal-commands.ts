import { Command } from '@commander-js/extra-typings';
import { proposalAnswerSchema, type ApiProposal } from '@quittance/shared/merchant-api/proposal.ts';
import { proposalStateSchema, type ProposedDetails } from '@quittance/shared/proposal.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { addressLines } from '@quittance/shared/postal-address.ts';
import { print } from '../boot/command.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { answerProposal } from '../proposals/answer-proposal.ts';
import { getProposal, listProposals } from './proposal-queries.ts';

export function proposalCommands() {
  return new Command('proposals')
    .description('What customers ask to have corrected: references and billing details')
    .addCommand(listCommand())
    .addCommand(answerCommand('accept', 'accepted', 'Accept a proposal; documents stay as they are'))
    .addCommand(answerCommand('decline', 'declined', 'Decline a proposal: nothing changes'));
}

function listCommand() {
  return merchantCommand('list', 'Show what waits for an answer')
    .option('--state <state>', `${proposalStateSchema.options.join(', ')}, or all`, 'open')
    .action(async (options) => {
      const state = stateOf(options.state);
      const proposals = await withMerchant(options, (deps, scope) =>
        listProposals(deps.db, scope, state ? { state } : {}, { after: null, limit: 10_000 }),
      );
      const lines = proposals.flatMap(linesOf);
      print(options, proposals, lines.length > 0 ? lines : ['There are no such proposals']);
    });
}

function answerCommand(name: string, state: 'accepted' | 'declined', description: string) {
  return merchantCommand(name, description)
    .argument('<id>', 'which proposal, by the id that `list` shows')
    .option('--reason <text>', 'why, for the customer: it stands in the mail and on the page')
    .action(async (id, options) => {
      if (!idSchema.safeParse(id).success) throw new AppError('not_found', `There is no proposal ${id}.`);
      const read = proposalAnswerSchema.safeParse({ reason: options.reason });
      if (!read.success) throw new AppError('invalid_request', '--reason: expected 1 to 500 characters.');
      const { reason = null } = read.data;
      const proposal = await withMerchant(options, async (deps, scope) => {
        await answerProposal(deps, scope, { id, state, reason });
        return getProposal(deps.db, scope, id);
      });
      print(options, proposal, linesOf(proposal));
    });
}

function stateOf(text: string) {
  if (text === 'all') return undefined;
  const { data } = proposalStateSchema.safeParse(text);
  if (data) return data;
  throw new AppError('invalid_request', `--state: ${text} is none of ${proposalStateSchema.options.join(', ')}, all.`);
}

function linesOf({ id, state, author, documentNumber, proposedAt, before, proposed, note, reason }: ApiProposal) {
  return [
    `${id}  ${state}  ${documentNumber}  ${author.name} (${author.email}), ${proposedAt}`,
    ...Object.keys(proposed).map((field) => `  ${field}: ${valueOf(before, field)} -> ${valueOf(proposed, field)}`),
    ...(note === null ? [] : [`  note: ${note.replaceAll('\n', ' ')}`]),
    ...(reason === null ? [] : [`  reason: ${reason}`]),
  ];
}

function valueOf(details: ProposedDetails, field: string): string {
  const { address, ...texts } = details;
  if (field === 'address') return address ? [...addressLines(address), address.country].join(', ') : '(none)';
  return Object.entries(texts).find(([name]) => name === field)?.[1] ?? '(none)';
}
