import { onlineManager } from '@tanstack/react-query';
import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { AppTree, loadedByServer, routerContext } from './app-tree.tsx';
import { sessionQuery } from './features/access/session-queries.ts';
import { shippedAnswers, takeAnswers } from './lib/answers.ts';
import { startLanguage, switchLanguage } from './lib/i18n.ts';
import { buildQueryClient } from './lib/query-client.ts';
import { shellBrand } from './lib/shell-brand.ts';
import { routes } from './router.tsx';
import './styles.css';

/** Signing in, and everything that one sees then. A page that came with its document is taken over as it stands there. */
export async function startApp(root: HTMLElement): Promise<void> {
  onlineManager.setOnline(navigator.onLine);
  const i18n = startLanguage();
  const queryClient = buildQueryClient();
  const answers = shippedAnswers();
  if (answers) takeAnswers(queryClient, answers);
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (session) await switchLanguage(i18n, session.language);
  const router = createBrowserRouter(routes, {
    getContext: () => routerContext(queryClient, i18n),
    ...(answers && { hydrationData: { loaderData: loadedByServer } }),
  });
  const tree = <AppTree brand={shellBrand()} i18n={i18n} queryClient={queryClient} router={router} />;
  if (answers) startTransition(() => void hydrateRoot(root, tree));
  else createRoot(root).render(tree);
}
