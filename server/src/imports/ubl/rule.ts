import { parseDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { everywhere } from './ubl-document.ts';
import type { UblDocument } from './ubl-document.ts';
import { exists, first, normalText, select, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** What a rule finds wrong: in a descendant of its context (`at`), or in the context itself. */
export type Flaw = { message: string; at?: string };

/**
 * One rule of EN 16931 in UBL, evaluated on its own: it looks at each element of its context and never at other rules.
 * The numbers are those of the standard; so is the severity: what is only recommended there is a warning here.
 */
export type Rule = {
  id: string;
  isWarning?: true;
  context: (document: UblDocument) => readonly XmlElement[];
  check: (element: XmlElement, document: UblDocument) => Flaw | null;
};

export type Context = Rule['context'];

/** Every element at the end of one of the paths (`cac:Price`, or `/cac:TaxTotal` below the root). */
export function at(...paths: string[]): Context {
  return (document) => paths.flatMap((path) => everywhere(document, path));
}

export function where(context: Context, holds: (element: XmlElement) => boolean): Context {
  return (document) => context(document).filter(holds);
}

/** An element that shall be there, be it empty. */
export function mustExist(id: string, context: Context, path: string, what: string): Rule {
  return rule(id, context, (element) => exists(element, path), `${what} is missing. Add ${path}.`, path);
}

/** An element that shall be there with text in it. */
export function mustBeFilled(id: string, context: Context, path: string, what: string): Rule {
  return rule(
    id,
    context,
    (element) => textAt(element, path) !== null,
    `${what} is missing or empty. Fill in ${path}.`,
    path,
  );
}

export function mustHaveAttribute(id: string, context: Context, attribute: string, what: string): Rule {
  const message = `${what} needs to say by which scheme it is to be read. Add the attribute ${attribute}.`;
  return rule(id, context, (element) => element.attributes.has(attribute), message);
}

export function atMostOne(id: string, context: Context, path: string, what: string): Rule {
  return {
    id,
    context,
    check: (element) => {
      const count = select(element, path).length;
      return count <= 1
        ? null
        : { message: `${what} is there ${count} times, and only one can count. Keep one ${path}.`, at: path };
    },
  };
}

/** A rule whose message does not depend on what it finds. */
export function rule(
  id: string,
  context: Context,
  holds: (element: XmlElement, document: UblDocument) => boolean,
  message: string,
  path?: string,
): Rule {
  const flaw: Flaw = path === undefined ? { message } : { message, at: path };
  return { id, context, check: (element, document) => (holds(element, document) ? null : flaw) };
}

/** The number at `path`; null where there is none (that it is a number is a matter of structure, checked before). */
export function numberAt(element: XmlElement, path: string): Decimal | null {
  const found = first(element, path);
  return found ? parseDecimal(found.text) : null;
}

export function isCharge(allowanceCharge: XmlElement): boolean {
  return booleanAt(allowanceCharge) === true;
}

export function isAllowance(allowanceCharge: XmlElement): boolean {
  return booleanAt(allowanceCharge) === false;
}

function booleanAt(allowanceCharge: XmlElement): boolean | null {
  const text = textAt(allowanceCharge, 'cbc:ChargeIndicator');
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/** Whether a tax category or a party's tax scheme is about VAT and not another tax. */
export function isVat(element: XmlElement): boolean {
  return select(element, 'cac:TaxScheme/cbc:ID').some((id) => normalText(id).toUpperCase() === 'VAT');
}
