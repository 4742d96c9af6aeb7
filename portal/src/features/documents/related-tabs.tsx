import { NavLink, useLocation } from 'react-router';
import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import { useWording } from '../../lib/wording-context.tsx';

/** An invoice and its credit notes side by side (E21); each is a page of its own, so these are links. */
export function RelatedTabs({ detail: { summary, related } }: { detail: DocumentDetail }) {
  const { t } = useWording();
  const state: unknown = useLocation().state;
  if (related.length === 0) return null;
  const all = [summary, ...related].toSorted((a, b) => rank(a.kind) - rank(b.kind));
  return (
    <nav aria-label={t('nav.related')} className="mb-4 overflow-x-auto border-b border-line print:hidden">
      <ul className="flex w-max gap-x-6">
        {all.map(({ id, kind, number }) => (
          <li key={id}>
            <NavLink
              to={`/documents/${id}`}
              state={state}
              className="inline-flex min-h-11 items-center border-b-3 whitespace-nowrap -outline-offset-2 border-transparent font-medium text-muted hover:text-ink not-aria-[current=page]:forced-colors:border-[Canvas] aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {t(`document.title.${kind}`, { number })}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function rank(kind: 'invoice' | 'credit_note'): number {
  return kind === 'invoice' ? 0 : 1;
}
