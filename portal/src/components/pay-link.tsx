import type { ReactNode } from 'react';
import { useIsOffline } from '../lib/use-is-offline.ts';

type Props = { path: string; label?: string; className: string; children: ReactNode };

/** Leads to where one pays. Offline it stays in its place and leads nowhere. */
export function PayLink({ path, label, className, children }: Props) {
  if (useIsOffline()) {
    return (
      <button type="button" aria-disabled="true" aria-label={label} className={className}>
        {children}
      </button>
    );
  }
  return (
    <a href={path} aria-label={label} className={className}>
      {children}
    </a>
  );
}
