import { createContext, use, useState, type ReactNode } from 'react';
import { filterOf, type ListChoice } from './list-choice.ts';
import { nothing, type Selection } from './selection.ts';

/** One at a time, of the list that was narrowed so. Null: nobody selects. */
type Kept = { filter: string; selection: Selection } | null;

const SelectionContext = createContext<[Kept, (kept: Kept) => void] | null>(null);

/** Stands around the pages, so that a selection is still there after a look at one of its documents. */
export function SelectionKeeper({ children }: { children: ReactNode }) {
  return <SelectionContext value={useState<Kept>(null)}>{children}</SelectionContext>;
}

/** `isSelecting` from the first press on; another filter shows other documents, of which none is selected. */
export function useSelection(choice: ListChoice) {
  const kept = use(SelectionContext);
  if (!kept) throw new Error('no selection is kept here');
  const [own, keep] = kept;
  const filter = JSON.stringify(filterOf(choice));
  const isSelecting = own?.filter === filter;
  return {
    isSelecting,
    selection: isSelecting ? own.selection : nothing,
    select: (selection: Selection) => keep({ filter, selection }),
    end: () => keep(null),
  };
}
