export type XmlElement = {
  /**
   * By namespace, whatever prefix the file uses: `cbc:ID`, `cac:Party`; `Invoice` or `CreditNote` for the two UBL roots;
   * `{uri}name` for anything else.
   */
  name: string;
  /** Attributes without a namespace; UBL has no others. */
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** The element's own characters, as written. */
  text: string;
  parent: XmlElement | null;
};

/** All elements at a path of names below `element`, in document order. */
export function select(element: XmlElement, path: string): XmlElement[] {
  let found = [element];
  for (const name of stepsOf(path)) {
    const next: XmlElement[] = [];
    for (const parent of found) {
      for (const child of parent.children) if (child.name === name) next.push(child);
    }
    found = next;
  }
  return found;
}

export function first(element: XmlElement, path: string): XmlElement | null {
  return select(element, path)[0] ?? null;
}

export function exists(element: XmlElement, path: string): boolean {
  return select(element, path).length > 0;
}

const stepsByPath = new Map<string, readonly string[]>();

/** The paths are those of the rules, some hundreds, each asked for on every line of every file. */
function stepsOf(path: string): readonly string[] {
  const known = stepsByPath.get(path);
  if (known) return known;
  const steps = path.split('/');
  stepsByPath.set(path, steps);
  return steps;
}

/** Text without surrounding and repeated white space. */
export function normalText(element: XmlElement): string {
  return element.text.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/^ | $/g, '');
}

/** Normal text of the first element at `path`; null where it is missing or empty. */
export function textAt(element: XmlElement, path: string): string | null {
  const found = first(element, path);
  return found ? normalText(found) || null : null;
}

export function texts(element: XmlElement, path: string): string[] {
  return select(element, path)
    .map(normalText)
    .filter((text) => text !== '');
}

/** `/Invoice/cac:InvoiceLine[2]/cbc:ID`; the position only where the name is repeated. */
export function pathOf(element: XmlElement): string {
  if (!element.parent) return `/${element.name}`;
  const same = element.parent.children.filter((child) => child.name === element.name);
  const position = same.length > 1 ? `[${same.indexOf(element) + 1}]` : '';
  return `${pathOf(element.parent)}/${element.name}${position}`;
}

/** Whether the element stands at the end of `path`, at any depth. */
export function endsPath(element: XmlElement, path: string): boolean {
  const steps = stepsOf(path);
  let current: XmlElement | null = element;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    if (current?.name !== steps[index]) return false;
    current = current?.parent ?? null;
  }
  return true;
}
