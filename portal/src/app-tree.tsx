import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { RouterContextProvider, RouterProvider, type RouterProviderProps } from 'react-router';
import { i18nContext, queryClientContext } from './lib/loader-context.ts';
import { ShellBrandContext, type ShellBrand } from './lib/shell-brand.ts';
import { LanguageContext } from './lib/wording-context.tsx';

type Props = { brand: ShellBrand | null; i18n: i18n; queryClient: QueryClient; router: RouterProviderProps['router'] };

/** The app: the same in the browser and on the server, so that the one can go on with what the other has drawn. */
export function AppTree({ brand, i18n, queryClient, router }: Props) {
  return (
    <LanguageContext value={i18n}>
      <QueryClientProvider client={queryClient}>
        <ShellBrandContext value={brand}>
          <RouterProvider router={router} />
        </ShellBrandContext>
      </QueryClientProvider>
    </LanguageContext>
  );
}

export function routerContext(queryClient: QueryClient, spoken: i18n): RouterContextProvider {
  const context = new RouterContextProvider();
  context.set(queryClientContext, queryClient);
  context.set(i18nContext, spoken);
  return context;
}

/** By route: nothing is left to be loaded for a page whose answers are there. */
export const loadedByServer = { code: null, layout: null, open: null, paid: null, credit_notes: null };
