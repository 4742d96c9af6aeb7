import type { ReactNode } from 'react';

/** What there is to do on the page: on a phone stuck to the bottom edge, within thumb's reach. */
export function PayBar({ children }: { children: ReactNode }) {
  return (
    <div className="max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:pt-3 max-lg:pb-[calc(0.75rem+env(safe-area-inset-bottom))] lg:mt-5 print:hidden">
      {children}
    </div>
  );
}
