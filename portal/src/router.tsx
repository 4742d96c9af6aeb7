import { redirect, type RouteObject } from 'react-router';
import { Waiting } from './components/waiting.tsx';
import * as layout from './layout.tsx';
import * as codePage from './pages/code-page.tsx';
import { documentsPage } from './pages/documents-page.tsx';
import { ErrorPage } from './pages/error-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import * as signInPage from './pages/sign-in-page.tsx';
import { useWording } from './lib/wording-context.tsx';

/** The lists and the way to them come with the app, since they are what one comes for; the other pages when they are asked for. */
export const routes: RouteObject[] = [
  {
    ErrorBoundary: () => (
      <main>
        <ErrorPage />
      </main>
    ),
    HydrateFallback,
    children: [
      { path: '/sign-in', ...signInPage },
      { id: 'code', path: '/sign-in/code', ...codePage },
      {
        id: 'layout',
        ...layout,
        children: [
          {
            ErrorBoundary: ErrorPage,
            children: [
              { path: '/', loader: () => redirect('/invoices') },
              { path: '/invoices', ...documentsPage('open') },
              { path: '/invoices/paid', ...documentsPage('paid') },
              { path: '/credit-notes', ...documentsPage('credit_notes') },
              { path: '/statement', lazy: () => import('./pages/statement-page.tsx') },
              { path: '/downloads', lazy: () => import('./pages/downloads-page.tsx') },
              { path: '/documents/:documentId', lazy: () => import('./pages/document-page.tsx') },
            ],
          },
        ],
      },
      {
        path: '*',
        Component: () => (
          <main>
            <NotFoundPage />
          </main>
        ),
      },
    ],
  },
];

function HydrateFallback() {
  const { t } = useWording();
  return <Waiting text={t('page.loading')} />;
}
