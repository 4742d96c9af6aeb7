import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterContextProvider, RouterProvider } from 'react-router';
import { speak } from '../lib/languages.ts';
import { i18nContext, queryClientContext } from '../lib/loader-context.ts';
import { buildQueryClient } from '../lib/query-client.ts';
import { LanguageContext } from '../lib/wording-context.tsx';
import en from '../locales/en.json';
import { PayPage } from '../pages/pay-page.tsx';
import { routes } from '../router.tsx';

/** The app, opened at an address. */
export function openApp(path: string | { pathname: string; state: unknown }): UserEvent {
  const i18n = speak('en', { en: { translation: en } });
  const queryClient = buildQueryClient();
  const context = new RouterContextProvider();
  context.set(queryClientContext, queryClient);
  context.set(i18nContext, i18n);
  const router = createMemoryRouter(routes, { initialEntries: [path], getContext: () => context });
  render(<Stage i18n={i18n} queryClient={queryClient} page={<RouterProvider router={router} />} />);
  return userEvent.setup();
}

/** The pay document of one invoice, or of `drafts/` and the id of a draft. */
export function openPayPage(what: string): UserEvent {
  history.replaceState(null, '', `/pay/${what}`);
  const i18n = speak('en', { en: { translation: en } });
  render(<Stage i18n={i18n} queryClient={buildQueryClient()} page={<PayPage />} />);
  return userEvent.setup();
}

type StageProps = {
  i18n: ReturnType<typeof speak>;
  queryClient: ReturnType<typeof buildQueryClient>;
  page: ReactNode;
};

function Stage({ i18n, queryClient, page }: StageProps) {
  return (
    <LanguageContext value={i18n}>
      <QueryClientProvider client={queryClient}>{page}</QueryClientProvider>
    </LanguageContext>
  );
}
