import type { i18n } from 'i18next';
import { renderToString } from 'react-dom/server';
import { createMemoryRouter } from 'react-router';
import { AppTree, loadedByServer, routerContext } from './app-tree.tsx';
import { takeAnswers, type Answers } from './lib/answers.ts';
import { buildQueryClient } from './lib/query-client.ts';
import type { ShellBrand } from './lib/shell-brand.ts';
import { routes } from './router.tsx';

export type AskedPage = {
  /** With its search. */
  path: string;
  brand: ShellBrand | null;
  answers: Answers;
};

/** A page as the app draws it from these answers, for the app to take over as it stands. */
export function drawPage({ path, brand, answers }: AskedPage, spoken: i18n): string {
  const queryClient = buildQueryClient();
  takeAnswers(queryClient, answers);
  const router = createMemoryRouter(routes, {
    initialEntries: [path],
    getContext: () => routerContext(queryClient, spoken),
    hydrationData: { loaderData: loadedByServer },
  });
  const root = renderToString(<AppTree brand={brand} i18n={spoken} queryClient={queryClient} router={router} />);
  router.dispose();
  return root;
}
