import type { ReactNode } from 'react';
import { card } from './looks.ts';

type Props = { title: string; name?: string | null; children: ReactNode };

/** A page that asks or says one thing. `name`: whose page it is, where nothing around it says so. */
export function NarrowPage({ title, name = null, children }: Props) {
  return (
    <div className="mx-auto max-w-narrow px-4 py-8 lg:py-16">
      {name !== null && <p className="mb-4 text-lg font-bold">{name}</p>}
      <section className={`${card} sm:p-8`}>
        <h1 className="text-xl font-bold">{title}</h1>
        {children}
      </section>
    </div>
  );
}
