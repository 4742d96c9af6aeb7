import { endsPath } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A tree with its elements by name, so that a rule about one element does not walk through all the others. */
export type UblDocument = { root: XmlElement; named: ReadonlyMap<string, readonly XmlElement[]> };

export function indexDocument(root: XmlElement): UblDocument {
  const named = new Map<string, XmlElement[]>();
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const same = named.get(element.name);
    if (same) same.push(element);
    else named.set(element.name, [element]);
    open.push(...element.children.toReversed());
  }
  return { root, named };
}

/** All elements of the document that stand at the end of `path`, at any depth; from the root with a leading `/`. */
export function everywhere(document: UblDocument, path: string): readonly XmlElement[] {
  if (path === '/') return [document.root];
  const isFromRoot = path.startsWith('/');
  const names = (isFromRoot ? path.slice(1) : path).split('/');
  const last = names.at(-1) ?? '';
  const candidates = document.named.get(last) ?? [];
  if (names.length === 1 && !isFromRoot) return candidates;
  const relative = names.join('/');
  return candidates.filter(
    (element) => endsPath(element, relative) && (!isFromRoot || depthOf(element) === names.length),
  );
}

function depthOf(element: XmlElement): number {
  let depth = 0;
  for (let current = element.parent; current; current = current.parent) depth += 1;
  return depth;
}
