import type { ReactNode } from 'react';
import { card } from './looks.ts';

/** One topic on its own sheet. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={card}>
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}
