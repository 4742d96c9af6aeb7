import { SaxesParser } from 'saxes';
import type { SaxesTagNS } from 'saxes';
import { attachmentCharactersMax, depthMax, nodesMax, referencesMax, xmlCharactersMax } from './limits.ts';
import type { Refusal } from '@quittance/shared/import-report.ts';
import type { XmlElement } from './xml-element.ts';

export type Parsed = { ok: true; root: XmlElement } | { ok: false; refusal: Refusal };

const chunkLength = 64 * 1024;
const attachmentName = 'cbc:EmbeddedDocumentBinaryObject';

const prefixes: ReadonlyMap<string, string> = new Map([
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2', 'cbc:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2', 'cac:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2', 'ext:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', ''],
  ['urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2', ''],
]);

const entities: Record<string, string> = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };
// Else `&constructor;` would be found in it.
Object.setPrototypeOf(entities, null);

/** Text to a tree. Only the five predefined entities and numeric references exist: nothing is ever fetched or expanded. */
export function parseXml(text: string): Parsed {
  if (countReferences(text) > referencesMax) {
    return { ok: false, refusal: limit(`more than ${referencesMax} character references`) };
  }
  const tree = growTree();
  for (let at = 0; at < text.length && !tree.refusal; at += chunkLength) {
    tree.parser.write(text.slice(at, at + chunkLength));
    tree.refusal ??= beyondLimits(tree);
  }
  if (!tree.refusal) tree.parser.close();
  if (tree.refusal) return { ok: false, refusal: tree.refusal };
  if (!tree.root)
    return { ok: false, refusal: { rule: 'XML', element: '/', message: 'The file has no root element.' } };
  return { ok: true, root: tree.root };
}

function countReferences(text: string): number {
  let count = 0;
  for (let at = text.indexOf('&'); at !== -1 && count <= referencesMax; at = text.indexOf('&', at + 1)) count += 1;
  return count;
}

function limit(what: string): Refusal {
  return { rule: 'LIMIT', element: '/', message: `The file has ${what}, which no invoice needs. Send a smaller one.` };
}

type Tree = {
  parser: SaxesParser<{ xmlns: true; defaultXMLVersion: '1.0'; forceXMLVersion: true }>;
  root: XmlElement | null;
  current: XmlElement | null;
  depth: number;
  nodes: number;
  attachmentCharacters: number;
  refusal: Refusal | null;
};

function growTree(): Tree {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  parser.ENTITIES = entities;
  const tree: Tree = { parser, root: null, current: null, depth: 0, nodes: 0, attachmentCharacters: 0, refusal: null };
  parser.on('error', (error) => {
    tree.refusal ??= syntaxRefusal(error, parser.line, parser.columnIndex);
  });
  parser.on('doctype', () => {
    const message = 'The file contains a DOCTYPE, which is never read. Send it without.';
    tree.refusal ??= { rule: 'XML', element: '/', message };
  });
  parser.on('opentag', (tag) => openElement(tree, tag));
  parser.on('closetag', () => closeElement(tree));
  const append = (characters: string) => {
    if (tree.current) tree.current.text += characters;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  return tree;
}

function openElement(tree: Tree, tag: SaxesTagNS): void {
  tree.depth += 1;
  tree.nodes += 1 + Object.keys(tag.attributes).length;
  if (tree.depth > depthMax) tree.refusal ??= limit(`elements nested more than ${depthMax} deep`);
  if (tree.nodes > nodesMax) tree.refusal ??= limit(`more than ${nodesMax} elements and attributes`);
  if (tree.refusal) return;
  const parent = tree.current;
  const element: XmlElement = { name: nameOf(tag), attributes: attributesOf(tag), children: [], text: '', parent };
  if (parent) parent.children.push(element);
  else tree.root ??= element;
  tree.current = element;
}

function closeElement(tree: Tree): void {
  tree.depth -= 1;
  if (tree.refusal) return;
  if (tree.current?.name === attachmentName) tree.attachmentCharacters += tree.current.text.length;
  tree.current = tree.current?.parent ?? null;
}

/** What stands between attachments is counted; while one is being read, its length is not known yet. */
function beyondLimits(tree: Tree): Refusal | null {
  if (tree.attachmentCharacters > attachmentCharactersMax) {
    return limit(`more than ${attachmentCharactersMax} characters of attachments`);
  }
  const isInAttachment = tree.current?.name === attachmentName;
  if (isInAttachment || tree.parser.position - tree.attachmentCharacters <= xmlCharactersMax) return null;
  return limit(`more than ${xmlCharactersMax} characters without its attachments`);
}

function syntaxRefusal(error: Error, line: number, column: number): Refusal {
  const reason = error.message.replace(/^(?:undefined:)?\d+:\d+: /, '').replace(/\.$/, '');
  return {
    rule: 'XML',
    element: `line ${line}, column ${column}`,
    message: `The file is not well-formed XML: ${reason}. Write it again with an XML library rather than by hand.`,
  };
}

function nameOf(tag: SaxesTagNS): string {
  const prefix = prefixes.get(tag.uri);
  return prefix === undefined ? `{${tag.uri}}${tag.local}` : prefix + tag.local;
}

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const plain = Object.values(tag.attributes).filter((attribute) => attribute.uri === '');
  return new Map(plain.map((attribute) => [attribute.local, attribute.value]));
}
