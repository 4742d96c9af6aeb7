import type { KeptSelection } from './selection-context.tsx';

/** A selection on its way through signing in, with the list that it was made in and whose it is. */
export type SavedSelection = KeptSelection & { email: string; pathname: string; search: string };

const key = 'selection';

/** In this tab alone, until the next page takes it. A browser that keeps nothing loses it. */
export function saveSelection({ selection, ...saved }: SavedSelection): void {
  const { isAll, ids } = selection;
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...saved, isAll, ids: [...ids] }));
  } catch {
    // Then there is nothing to be taken.
  }
}

/** Once. */
export function takeSelection(): SavedSelection | null {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    const saved: unknown = JSON.parse(text ?? 'null');
    if (!isSaved(saved)) return null;
    const { isAll, ids, ...others } = saved;
    return { ...others, selection: { isAll, ids: new Set(ids) } };
  } catch {
    return null;
  }
}

type Written = Omit<SavedSelection, 'selection'> & { isAll: boolean; ids: string[] };

function isSaved(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && 'email' in value && 'ids' in value && Array.isArray(value.ids);
}
