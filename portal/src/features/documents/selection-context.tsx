import { createContext, use, useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { filterOf, type ListChoice } from './list-choice.ts';
import { saveSelection, takeSelection } from './saved-selection.ts';
import { nothing, type Selection } from './selection.ts';

/** One at a time, of the list that was narrowed so. Null: nobody selects. */
export type KeptSelection = { filter: string; selection: Selection };

type Keeping = { kept: KeptSelection | null; keep: (kept: KeptSelection | null) => void; save: () => void };
const SelectionContext = createContext<Keeping | null>(null);

type KeeperProps = { email: string; children: ReactNode };

/** Stands around the pages, so that a selection is still there after a look at one of its documents, or after signing in again. */
export function SelectionKeeper({ email, children }: KeeperProps) {
  const [kept, keep] = useState<KeptSelection | null>(null);
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const save = () => kept && saveSelection({ email, pathname, search, ...kept });
  const take = useEffectEvent(() => {
    const saved = takeSelection();
    if (saved?.email !== email || saved.pathname !== pathname) return;
    keep({ filter: saved.filter, selection: saved.selection });
    if (saved.search !== search) void navigate(`${pathname}${saved.search}`, { replace: true });
  });
  // The tab keeps it, and the page may have been drawn by the server, which does not know it.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => take(), []);
  return <SelectionContext value={{ kept, keep, save }}>{children}</SelectionContext>;
}

/** `isSelecting` from the first press on; another filter shows other documents, of which none is selected. */
export function useSelection(choice: ListChoice) {
  const keeping = use(SelectionContext);
  if (!keeping) throw new Error('no selection is kept here');
  const { kept: own, keep, save } = keeping;
  const filter = JSON.stringify(filterOf(choice));
  const isSelecting = own?.filter === filter;
  return {
    isSelecting,
    selection: isSelecting ? own.selection : nothing,
    select: (selection: Selection) => keep({ filter, selection }),
    end: () => keep(null),
    /** For whoever must sign in again first. */
    save,
  };
}
