import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calculateCase, caseFileSchema, type CaseResult } from '@quittance/shared/late-charge/cases.ts';
import { rateFileSchema } from '@quittance/shared/late-charge/rate-codec.ts';
import { type RateSeries, withNewerRates } from '@quittance/shared/late-charge/rate-series.ts';
import { referenceRates } from '@quittance/shared/late-charge/reference-rates.ts';
import { operatorCommand, print, sayProgress } from '../boot/command.ts';
import { parseInput, readJsonFile } from './read-json-file.ts';

/** Needs no installation: what is calculated stands in the file. */
export function calculateCommand() {
  return operatorCommand(
    'calculate',
    'Calculate worked cases of late charges and compare them with what they must come to',
  )
    .requiredOption('--cases <file>', 'policies, invoices and events as JSON, each with its expected lines and total')
    .option('--rates <file>', 'published rates as JSON; where left out, the file that the cases name, beside theirs')
    .addHelpText(
      'after',
      '\nPrints JSON. Ends with code 1 where a total or a line is not what is expected, and says which field.',
    )
    .action(async (options) => {
      const { cases, rates: named } = parseInput(caseFileSchema, await readJsonFile(options.cases));
      const beside = named === undefined ? undefined : join(dirname(options.cases), named);
      const rates = await ratesOf(options.rates ?? beside, options.rates !== undefined);
      const results = cases.map((one) => calculateCase(one, rates));
      print(options, results.map(shown), linesOf(results.map(shown)));
      const matchingCount = results.filter(({ matches }) => matches).length;
      sayProgress(`${matchingCount} of ${results.length} match`);
      if (matchingCount < results.length) process.exitCode = 1;
    });
}

/** Those that come with the program, overruled by those of the file. */
async function ratesOf(file: string | undefined, isWanted: boolean): Promise<readonly RateSeries[]> {
  if (file === undefined) return referenceRates;
  if (!isWanted && !existsSync(file)) {
    sayProgress(`${file} is not there; the rates that come with the program are used`);
    return referenceRates;
  }
  return withNewerRates(referenceRates, parseInput(rateFileSchema, await readJsonFile(file)));
}

/** Without the differences where there are none. */
function shown({ differences, ...result }: CaseResult) {
  return differences.length === 0 ? result : { ...result, differences };
}

/** JSON for a person, too: a case a line. */
function linesOf(results: readonly unknown[]): string[] {
  return ['[', results.map((result) => JSON.stringify(result)).join(',\n'), ']'];
}
