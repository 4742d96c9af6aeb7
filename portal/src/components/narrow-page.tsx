import type { ReactNode } from 'react';
import type { ShellBrand } from '../lib/shell-brand.ts';
import { useLanguage, useWording } from '../lib/wording-context.tsx';
import { BrandMark } from './brand-mark.tsx';
import { ContactLine } from './contact-link.tsx';
import { LanguageForm } from './language-form.tsx';
import { card } from './looks.ts';

type Props = {
  title: string;
  /** Where nothing around the page says whose it is, and it is known. */
  brand?: ShellBrand | null;
  /** Where choosing a language leads back to; there is nothing to choose without. */
  page?: string | null;
  children: ReactNode;
};

/** A page that asks or says one thing. */
export function NarrowPage({ title, brand = null, page = null, children }: Props) {
  return (
    <div className="mx-auto max-w-narrow px-4 py-8 lg:py-16">
      {brand && (
        <div className="mb-4">
          <BrandMark name={brand.name} logoUrl={brand.logoUrl} />
        </div>
      )}
      <section className={`${card} sm:p-8`}>
        <h1 className="text-xl font-bold">{title}</h1>
        {children}
      </section>
      {(brand ?? page) !== null && <Foot brand={brand} page={page} />}
    </div>
  );
}

function Foot({ brand, page }: Required<Pick<Props, 'brand' | 'page'>>) {
  const { t } = useWording();
  const spoken = useLanguage();
  return (
    <div className="pt-6 text-sm text-muted">
      {brand && <ContactLine {...brand} text={t('landing.contact', { name: brand.name })} />}
      {page !== null && (
        <LanguageForm spoken={spoken} page={page} label={t('language.label')} button={t('language.button')} />
      )}
    </div>
  );
}
