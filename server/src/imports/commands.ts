import { formatMinor } from '@quittance/shared/format.ts';
import type { ImportedFile, ImportReport } from '@quittance/shared/import-report.ts';
import { print, sayProgress } from '../boot/command.ts';
import { AppError } from '../http/errors.ts';
import { merchantCommand, withMerchant } from '../merchants/merchant-command.ts';
import { listFiles, readFiles } from './files-in-folders.ts';
import { importFiles } from './import-files.ts';

export function importCommands() {
  return [importCommand()];
}

const progressEveryFiles = 100;
/** A longer report tells of every file only where there is something to tell. */
const shortReportFiles = 20;

function importCommand() {
  return merchantCommand(
    'import',
    'Import invoices and credit notes: UBL 2.1 by EN 16931, Peppol BIS Billing 3.0 or XRechnung',
  )
    .argument('<paths...>', 'files, and folders with everything below them')
    .addHelpText(
      'after',
      '\nThe same file twice changes nothing. Ends with code 1 when a file was refused; the others are imported.',
    )
    .action(async (paths, options) => {
      const files = await listFiles(paths);
      if (files.length === 0) throw new AppError('invalid_request', 'There is no file in these folders. Name others.');
      const { importId, report } = await withMerchant(options, (deps, scope) =>
        importFiles(deps, scope, 'command', readFiles(files), ({ filesDone }) => {
          if (filesDone % progressEveryFiles === 0) sayProgress(`${filesDone} of ${files.length} files`);
        }),
      );
      print(options, { importId, ...report }, linesOf(report));
      if (report.refusedCount > 0) process.exitCode = 1;
    });
}

function linesOf(report: ImportReport): string[] {
  const isShort = report.filesCount <= shortReportFiles;
  const worthTelling = report.files.filter((file) => isShort || file.outcome === 'refused' || file.notes.length > 0);
  const { filesCount, importedCount, unchangedCount, refusedCount } = report;
  const counts = `${importedCount} imported, ${unchangedCount} unchanged, ${refusedCount} refused`;
  return [...worthTelling.flatMap(fileLines), `${filesCount} ${filesCount === 1 ? 'file' : 'files'}: ${counts}`];
}

function fileLines(file: ImportedFile): string[] {
  const head = `${file.outcome.padEnd(9)} ${visible(file.fileName)}`;
  if (file.outcome === 'refused') {
    return [
      head,
      ...file.refusals.map(({ rule, element, message }) => visible(`          ${rule} at ${element}: ${message}`)),
    ];
  }
  const noun = file.kind === 'invoice' ? 'invoice' : 'credit note';
  const amount = formatMinor(file.payableMinor, file.currency, 'en');
  return [
    visible(`${head}  ${noun} ${file.number} of ${file.issueDate}, ${amount}`),
    ...file.notes.map((note) => visible(`          ${note}`)),
  ];
}

/** What a file says must not move the cursor or colour the terminal. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
