import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import type { DocumentContent, Party, PostalAddress } from '@quittance/shared/document.ts';
import { addressLines } from '@quittance/shared/postal-address.ts';
import type { Wording } from '../../lib/wording.ts';
import { linesView, type LinesView } from './lines-view.ts';
import { totalsView, type TotalRow } from './totals-view.ts';

/** The document itself, as it would stand on paper. */
export type SheetView = {
  title: string;
  seller: PartyView;
  buyer: PartyView;
  facts: Fact[];
  lines: LinesView;
  totalsTitle: string;
  totals: TotalRow[];
  notes: string[];
};

export type Fact = { label: string; value: string };
export type PartyView = { label: string; name: string; lines: string[] };

export function sheetView(
  { content, customerReference }: Pick<DocumentDetail, 'content' | 'customerReference'>,
  wording: Wording,
): SheetView {
  const { t } = wording;
  return {
    title: t(`document.title.${content.kind}`, { number: content.number }),
    seller: partyView(t('document.seller'), content.seller, wording),
    buyer: partyView(t('document.buyer'), content.buyer, wording),
    facts: facts(content, customerReference, wording),
    lines: linesView(content, wording),
    totalsTitle: t('document.totals.title'),
    totals: totalsView(content, wording),
    notes: content.notes,
  };
}

function partyView(label: string, party: Party, wording: Wording): PartyView {
  const { t } = wording;
  const identity = party.vatNumber
    ? t('document.vatNumber', { number: party.vatNumber })
    : party.registrationNumber && t('document.registrationNumber', { number: party.registrationNumber });
  return {
    label,
    name: party.name,
    lines: present([...addressLines(party.address), countryText(party.address, wording), identity]),
  };
}

function countryText({ country }: PostalAddress, wording: Wording): string | null {
  return country && wording.country(country);
}

function facts(content: DocumentContent, customerReference: string | null, { t, date }: Wording): Fact[] {
  const rows: [label: string, value: string | null][] = [
    [t('document.facts.issueDate'), date(content.issueDate)],
    [t('document.facts.dueDate'), content.dueDate && date(content.dueDate)],
    [t('document.facts.period'), period(content, { t, date })],
    [t('document.facts.deliveryDate'), content.deliveryDate && date(content.deliveryDate)],
    [t('document.facts.orderReference'), content.orderReference],
    [t('document.facts.buyerReference'), content.buyerReference],
    [t('document.facts.customerReference'), customerReference],
    [t('document.facts.precedingInvoices'), content.precedingInvoices.join(', ')],
    [t('document.facts.paymentTerms'), content.paymentTerms],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function period(
  { periodStartDate, periodEndDate }: DocumentContent,
  { t, date }: Pick<Wording, 't' | 'date'>,
): string | null {
  if (!periodStartDate || !periodEndDate) return null;
  return t('document.facts.periodValue', { from: date(periodStartDate), to: date(periodEndDate) });
}

function present(texts: readonly (string | null)[]): string[] {
  return texts.filter((text): text is string => text !== null && text !== '');
}
