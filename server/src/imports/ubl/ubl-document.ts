import { endsPath } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A tree with its elements by name, so that a rule about one element does not walk through all the others. */
export type UblDocument = {
  root: XmlElement;
  named: ReadonlyMap<string, readonly XmlElement[]>;
  /** What `everywhere` has found so far: many rules ask for the same. */
  found: Map<string, readonly XmlElement[]>;
};

export function indexDocument(root: XmlElement): UblDocument {
  const named = new Map<string, XmlElement[]>();
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const same = named.get(element.name);
    if (same) same.push(element);
    else named.set(element.name, [element]);
    open.push(...element.children.toReversed());
  }
  return { root, named, found: new Map() };
}

/** All elements of the document that stand at the end of `path`, at any depth; from the root with a leading `/`. */
export function everywhere(document: UblDocument, path: string): readonly XmlElement[] {
  if (path === '/') return [document.root];
  const known = document.found.get(path);
  if (known) return known;
  const isFromRoot = path.startsWith('/');
  const relative = isFromRoot ? path.slice(1) : path;
  const depth = relative.split('/').length;
  const candidates = document.named.get(relative.slice(relative.lastIndexOf('/') + 1)) ?? [];
  const found = candidates.filter(
    (element) => endsPath(element, relative) && (!isFromRoot || depthOf(element) === depth),
  );
  document.found.set(path, found);
  return found;
}

function depthOf(element: XmlElement): number {
  let depth = 0;
  for (let current = element.parent; current; current = current.parent) depth += 1;
  return depth;
}
