import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../features/access/session-queries.ts';
import type { Crowd } from '../features/documents/document-row-view.ts';
import { plainBrand } from '../lib/brand-css.ts';
import { useBrand } from '../lib/use-brand.ts';

/** A list under its name. Of one merchant it wears the colours; of several, ours. */
export function ListPage({ title, children }: { title: string; children: ReactNode }) {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [only] = session.entities;
  const brand = session.entities.length === 1 && only ? only : plainBrand;
  useBrand(brand, [...session.entities.map((entity) => entity.name), title].join(' · '));
  return (
    <>
      <h1 className="mb-4 text-xl font-bold">{title}</h1>
      {children}
    </>
  );
}

/** What a row must say because there is more than one of it. */
export function useCrowd(): Crowd {
  const { data: session } = useSuspenseQuery(sessionQuery);
  return { hasCustomers: session.customers.length > 1, hasEntities: session.entities.length > 1 };
}
