import { Command } from '@commander-js/extra-typings';
import { newApiCommentSchema } from '@quittance/shared/merchant-api/comment.ts';
import { emailSchema } from '@quittance/shared/schema.ts';
import { print } from '../boot/command.ts';
import { addComment } from '../comments/add-comment.ts';
import { setOwner, setTeam } from '../comments/set-routing.ts';
import { AppError } from '../http/errors.ts';
import { getEntity } from '../merchants/get-entity.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listComments } from './comment-queries.ts';
import { getDocumentByNumber } from './find-document-by-number.ts';

export function commentCommands() {
  return new Command('comments')
    .description('Conversations with customers about their invoices')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(ownerCommand())
    .addCommand(teamCommand());
}

const invoiceOption = ['--invoice <number or id>', 'which invoice'] as const;

function listCommand() {
  return merchantCommand('list', 'Show the conversation about an invoice, internal notes included')
    .requiredOption(...invoiceOption)
    .action(async (options) => {
      const comments = await withMerchant(options, async (deps, scope) => {
        const { id: documentId } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        return listComments(deps.db, scope, { documentId }, { after: null, limit: 10_000 });
      });
      const lines = comments.flatMap(({ writtenAt, author, isInternal, text, files }) => [
        `${writtenAt}  ${author.name} (${isInternal ? 'internal note' : author.role})`,
        ...text.split('\n').map((line) => `  ${line}`),
        ...files.map(({ fileName, sizeBytes }) => `  [${fileName}, ${sizeBytes} bytes]`),
      ]);
      print(options, comments, lines.length > 0 ? lines : ['Nobody has said anything yet']);
    });
}

function addCommand() {
  return merchantCommand('add', 'Answer the customer about an invoice, or add an internal note')
    .requiredOption(...invoiceOption)
    .requiredOption('--author <name>', 'who says it; customers see this name')
    .requiredOption('--text <text>', 'what is said')
    .option('--internal', 'keep it among your own people')
    .action(async (options) => {
      const { author, text, internal = false } = options;
      const parsed = newApiCommentSchema.safeParse({ authorName: author, text, isInternal: internal });
      if (!parsed.success) throw new AppError('invalid_request', parsed.error.issues[0]?.message);
      const added = await withMerchant(options, async (deps, scope) => {
        const { id: documentId } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        const { authorName: name, isInternal } = parsed.data;
        const said = { text, isInternal, source: 'command' as const, repeatKey: null };
        return addComment(deps, scope, { documentId, author: { side: 'merchant', contactId: null, name }, ...said });
      });
      print(options, { id: added.id }, [internal ? 'Added the note' : 'Added the comment; the customer is mailed']);
    });
}

function ownerCommand() {
  return merchantCommand('owner', 'Set who of your people is mailed about an invoice')
    .requiredOption(...invoiceOption)
    .option('--email <address>', 'the owner')
    .option('--none', 'no owner: the team of the entity, else its administrators')
    .action(async (options) => {
      const email = emailOf(options);
      const routing = await withMerchant(options, async (deps, scope) => {
        const { id: documentId } = await getDocumentByNumber(deps, scope, 'invoice', options.invoice);
        return setOwner(deps, scope, { documentId, email });
      });
      print(options, routing, [`What the customer says goes to ${routing.emails.join(', ')}`]);
    });
}

function teamCommand() {
  return merchantCommand('team', 'Set who is mailed about the invoices of an entity that have no owner')
    .requiredOption('--entity <slug>', 'which entity')
    .option('--email <address>', "the team's address")
    .option('--none', 'no team: the administrators of the entity')
    .action(async (options) => {
      const email = emailOf(options);
      const routing = await withMerchant(options, async (deps, scope) => {
        const { id: entityId } = await getEntity(deps, scope, options.entity);
        return setTeam(deps, scope, { entityId, email });
      });
      print(options, routing, [`What customers say goes to ${routing.emails.join(', ')}`]);
    });
}

function emailOf({ email, none }: { email?: string | undefined; none?: true | undefined }): string | null {
  if ((email === undefined) === (none === undefined)) throw new AppError('invalid_request', 'Give --email or --none.');
  if (email === undefined) return null;
  if (emailSchema.safeParse(email).success) return email;
  throw new AppError('invalid_request', `--email: ${email} is no e-mail address.`);
}
