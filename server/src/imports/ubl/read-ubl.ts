import type { DocumentContent } from '@quittance/shared/document.ts';
import { attachmentRules, readAttachments } from './attachments.ts';
import type { Attachment } from './attachments.ts';
import { decodeXml } from './decode-xml.ts';
import { en16931Rules, judge } from './judge.ts';
import { parseXml } from './parse-xml.ts';
import { readContent } from './read-content.ts';
import type { Refusal } from '@quittance/shared/import-report.ts';
import { currencyRules } from './rules/rules-currency.ts';
import { hintRules } from './rules/rules-hints.ts';
import { lengthRules } from './rules/rules-length.ts';
import { structureRules } from './rules/rules-structure.ts';
import { indexDocument } from './ubl-document.ts';
import type { XmlElement } from './xml-element.ts';

export type UblReading =
  | { ok: true; document: DocumentContent; attachments: Attachment[]; warnings: Refusal[] }
  | { ok: false; refusals: Refusal[] };

const allRules = [
  ...structureRules,
  ...currencyRules,
  ...attachmentRules,
  ...lengthRules,
  ...en16931Rules,
  ...hintRules,
];

/** A UBL 2.1 invoice or credit note, whole and right by EN 16931, or everything that is wrong with it. */
export function readUbl(bytes: Uint8Array): UblReading {
  const decoded = decodeXml(bytes);
  if (!decoded.ok) return { ok: false, refusals: [decoded.refusal] };
  const parsed = parseXml(decoded.text);
  if (!parsed.ok) return { ok: false, refusals: [parsed.refusal] };
  const { root } = parsed;
  if (root.name !== 'Invoice' && root.name !== 'CreditNote') return { ok: false, refusals: [notUbl(root)] };

  const document = indexDocument(root);
  const { refusals, warnings } = judge(document, allRules);
  if (refusals.length > 0) return { ok: false, refusals };
  return { ok: true, document: readContent(root), attachments: readAttachments(document), warnings };
}

function notUbl(root: XmlElement): Refusal {
  const isCii = root.name.endsWith('}CrossIndustryInvoice');
  const what = isCii ? 'a UN/CEFACT Cross Industry Invoice' : `a document of the type ${root.name.slice(0, 120)}`;
  return {
    rule: 'UBL',
    element: '/',
    message: `The file is ${what}, not a UBL 2.1 invoice or credit note. Send it as UBL.`,
  };
}
