import { createContext, use, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';

const WhoseContext = createContext('');

const lists = new Set(['/invoices', '/invoices/paid', '/credit-notes', '/downloads']);

/** Whose documents one looks at stays chosen from list to list, also by way of pages that are about something else. */
export function WhoseKeeper({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const [kept, keep] = useState('');
  const chosen = lists.has(pathname) ? whoseOf(search) : kept;
  if (chosen !== kept) keep(chosen);
  return <WhoseContext value={chosen}>{children}</WhoseContext>;
}

/** The part of an address's search that says so. */
export function useWhose(): string {
  return use(WhoseContext);
}

function whoseOf(search: string): string {
  const named = [...new URLSearchParams(search)].filter(([name]) => name === 'customer' || name === 'entity');
  return new URLSearchParams(named).toString();
}
