import { refusalsPerRuleMax } from './limits.ts';
import type { Refusal } from '@quittance/shared/import-report.ts';
import type { Rule } from './rule.ts';
import { categoryMixRules } from './rules/rules-category-mix.ts';
import { codeListRules } from './rules/rules-code-lists.ts';
import { decimalRules } from './rules/rules-decimals.ts';
import { documentRules } from './rules/rules-document.ts';
import { lineRules } from './rules/rules-lines.ts';
import { partyRules } from './rules/rules-parties.ts';
import { paymentRules } from './rules/rules-payment.ts';
import { syntaxRules } from './rules/rules-syntax.ts';
import { totalsRules } from './rules/rules-totals.ts';
import { vatBreakdownRules } from './rules/rules-vat-breakdown.ts';
import { vatCategoryRules } from './rules/rules-vat-categories.ts';
import type { UblDocument } from './ubl-document.ts';
import { first, pathOf } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** EN 16931 in UBL, as its validation artefacts 1.3.16 (April 2026) have it. */
export const en16931Rules: readonly Rule[] = [
  ...documentRules,
  ...partyRules,
  ...lineRules,
  ...paymentRules,
  ...totalsRules,
  ...vatBreakdownRules,
  ...vatCategoryRules,
  ...categoryMixRules,
  ...decimalRules,
  ...codeListRules,
  ...syntaxRules,
];

export type Judgement = { refusals: Refusal[]; warnings: Refusal[] };

/** All that the rules find, not only the first. */
export function judge(document: UblDocument, rules: readonly Rule[]): Judgement {
  const judgement: Judgement = { refusals: [], warnings: [] };
  for (const rule of rules) {
    const found = flawsOf(rule, document);
    if (rule.isWarning) judgement.warnings.push(...found);
    else judgement.refusals.push(...found);
  }
  return judgement;
}

export function flawsOf(rule: Rule, document: UblDocument): Refusal[] {
  const refusals: Refusal[] = [];
  let more = 0;
  for (const element of rule.context(document)) {
    const flaw = rule.check(element, document);
    if (!flaw) continue;
    if (refusals.length < refusalsPerRuleMax)
      refusals.push({ rule: rule.id, element: placeOf(element, flaw.at), message: flaw.message });
    else more += 1;
  }
  if (more > 0)
    refusals.push({ rule: rule.id, element: '/', message: `There are ${more} more places that break this rule.` });
  return refusals;
}

/** The element itself, or where it belongs when it is missing. */
function placeOf(element: XmlElement, relative: string | undefined): string {
  if (relative === undefined) return pathOf(element);
  const found = first(element, relative);
  return found ? pathOf(found) : `${pathOf(element)}/${relative}`;
}
