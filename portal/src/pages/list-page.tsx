import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../features/access/session-queries.ts';
import { plainBrand } from '../lib/brand-css.ts';
import { useBrand } from '../lib/use-brand.ts';

type Props = {
  title: string;
  /** Of several, the one that the list is about. */
  entitySlug?: string | undefined;
  children: ReactNode;
};

/** A list under its name. Of one merchant it wears the colours; of several, ours. */
export function ListPage({ title, entitySlug, children }: Props) {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const entities = session.entities.filter(({ slug }) => entitySlug === undefined || slug === entitySlug);
  const [only] = entities;
  const brand = entities.length === 1 && only ? only : plainBrand;
  useBrand(brand, [...entities.map((entity) => entity.name), title].join(' · '));
  return (
    <>
      <h1 className="mb-4 text-xl font-bold">{title}</h1>
      {children}
    </>
  );
}
