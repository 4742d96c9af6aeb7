import type { Wording } from '../../lib/wording.ts';

/** As the presets cite the laws, in policies that have been saved and never change, and what each is called in the words of the pages. */
const cited = [
  ['Law of 2 August 2002, art. 6', 'be_recovery_fee'],
  ['Law of 2 August 2002, art. 5', 'be_interest'],
  ['Code of Economic Law, Book XIX (law of 4 May 2023), caps on the indemnity', 'be_consumer_caps'],
  ['Code of Economic Law, Book XIX (law of 4 May 2023)', 'be_consumer'],
  ['Besluit vergoeding voor buitengerechtelijke incassokosten, art. 2', 'nl_costs'],
  ['Art. 6:119a BW', 'nl_business'],
  ['Art. 6:119 BW', 'nl_consumer'],
  ['Code de commerce, art. D441-5', 'fr_recovery_fee'],
  ['Code de commerce, art. L441-10', 'fr_interest'],
  ['BGB, § 288 (5)', 'de_recovery_fee'],
  ['BGB, § 288 (2)', 'de_business'],
  ['BGB, § 288 (1)', 'de_consumer'],
  ['Late Payment of Commercial Debts (Interest) Act 1998, s. 5A', 'gb_fixed_sum'],
  ['Late Payment of Commercial Debts (Interest) Act 1998, s. 1 and SI 2002/1675, art. 4', 'gb_interest'],
  ['European Communities (Late Payment in Commercial Transactions) Regulations 2012', 'ie'],
  ['Law of 18 April 2004', 'lu'],
  ['Ley 3/2004, art. 7', 'es'],
  ['D.Lgs. 231/2002', 'it'],
] as const;
const called = new Map<string, (typeof cited)[number][1]>(cited);

/** The law in the reader's language, with the citation in the law's own where that is another; the clause as it stands where the merchant wrote it. */
export function lawText(law: string, t: Wording['t']): string {
  const name = called.get(law);
  return name === undefined ? law : t(`calculation.law.${name}`);
}
