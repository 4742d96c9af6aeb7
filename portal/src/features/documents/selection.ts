import type { BundleRequest } from '@quittance/shared/bundle.ts';
import { filterOf, type ListChoice } from './list-choice.ts';

/** What of a list is selected: these documents, or all that the list shows but these, loaded or not. */
export type Selection = { isAll: boolean; ids: ReadonlySet<string> };

export const nothing: Selection = { isAll: false, ids: new Set() };
export const everything: Selection = { isAll: true, ids: new Set() };

export function isSelected({ isAll, ids }: Selection, id: string): boolean {
  return ids.has(id) !== isAll;
}

export function toggled({ isAll, ids }: Selection, id: string): Selection {
  const others = new Set(ids);
  if (!others.delete(id)) others.add(id);
  return { isAll, ids: others };
}

/** `listCount`: of all documents that the list shows. */
export function selectedCount({ isAll, ids }: Selection, listCount: number): number {
  return isAll ? Math.max(0, listCount - ids.size) : ids.size;
}

export function bundleRequest({ isAll, ids }: Selection, choice: ListChoice): BundleRequest {
  return isAll
    ? { kind: 'list', filter: filterOf(choice), exceptIds: [...ids] }
    : { kind: 'documents', documentIds: [...ids] };
}
