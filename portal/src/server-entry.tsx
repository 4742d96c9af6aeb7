import type { i18n } from 'i18next';
import { renderToString } from 'react-dom/server';
import type { Calculation } from '@quittance/shared/calculation.ts';
import type { EntityView } from '@quittance/shared/customer-view.ts';
import type { DocumentKind } from '@quittance/shared/document.ts';
import type { Landing } from '@quittance/shared/landing.ts';
import { languages, pickLanguage, readerLocale, type Language } from '@quittance/shared/language.ts';
import { appFiles, assetsOf } from './assets.ts';
import { calculationView, type CalculationView } from './features/documents/calculation-view.ts';
import type { LineWords } from './features/documents/late-charge-words.ts';
import { htmlDocument } from './html-document.ts';
import landingCss from './landing.css?inline';
import type { AskedList } from './list-on-server.ts';
import type { AskedSignIn } from './sign-in-on-server.ts';
import type { Answers } from './lib/answers.ts';
import { plainBrand } from './lib/brand-css.ts';
import { withoutFallback } from './lib/inline-css.ts';
import { speak } from './lib/languages.ts';
import type { ShellBrand } from './lib/shell-brand.ts';
import { wordingOf, type Wording } from './lib/wording.ts';
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';
import it from './locales/it.json';
import nl from './locales/nl.json';
import { LanguageContext } from './lib/wording-context.tsx';
import { LandingPage } from './pages/landing-page.tsx';
import { NeedsScript } from './pages/needs-script.tsx';
import { RefusalPage } from './pages/refusal-page.tsx';
import { landingScript, landingView, type LandingView } from './pages/landing-view.ts';

// What the server calls: one function per document. Each returns the whole HTML; inline style carries `nonce`.

/** What `/i/<token>` answers, at the level that the link has now. Readable and usable without script. */
export function renderLanding(landing: Landing, nonce: string): string {
  const { language, wording } = reader(landing.language);
  const view = landingView(landing, wording);
  return htmlDocument({
    language,
    nonce,
    title: landingTitle(view),
    name: landing.entity.name,
    brand: landing.entity,
    manifest: null,
    inlineCss: withoutFallback(landingCss),
    page: 'landing',
    root: renderToString(<LandingPage view={view} />),
    data: [{ id: 'landing', value: landingScript(view) }],
    assets: assetsOf(null),
  });
}

/** "See calculation" as plain text, for paper: the words of the pages, in the language of the reader's tag. */
export function calculationText(
  calculation: Calculation,
  { kind, isDisputed }: { kind: DocumentKind; isDisputed: boolean },
  tag: string,
): CalculationText {
  const view = calculationView(calculation, kind, reader(tag).wording, !isDisputed);
  const { asOf, rows, total, notes, notDue } = view;
  return { asOf, rows, total, notes, notDue: notDue?.charges ?? [] };
}

export type CalculationText = Pick<CalculationView, 'asOf' | 'rows' | 'total' | 'notes'> & { notDue: LineWords[] };

export type Shell = {
  nonce: string;
  /** The reader's language tags, best first. */
  languages: readonly string[];
  /** Whose brand it is, where that is known before anybody has signed in. */
  entity: EntityView | null;
};

/** The document of every signed-in page; its script asks for everything else. */
export function renderApp(shell: Shell): string {
  return renderShell(shell, 'app');
}

/** The same with a list in it, as one session sees it: for nobody else's eyes, and no cache. */
export async function renderList(shell: Shell, asked: AskedList): Promise<string> {
  const { language, locale } = readerLocale([asked.session.language, ...shell.languages]);
  const { answersOfList } = await import('./list-on-server.ts');
  return appDocument(shell, { language, locale, path: asked.path, answers: await answersOfList(asked) });
}

/** The same with a form in it, which can be filled in before the script has come, and without. */
export async function renderSignIn(shell: Shell, asked: AskedSignIn): Promise<string> {
  const language = pickLanguage(shell.languages);
  const { answersOfSignIn } = await import('./sign-in-on-server.ts');
  return appDocument(shell, { language, locale: language, path: asked.path, answers: answersOfSignIn(asked) });
}

/** The document of `/pay/<invoice>`: of its own, because a policy that allows a provider's script belongs to a document. */
export function renderPay(shell: Shell): string {
  return renderShell(shell, 'pay');
}

export type Refusal = {
  nonce: string;
  languages: readonly string[];
  code: string;
  retryAfterSeconds: number | null;
  entity: EntityView | null;
};

/** What a person is answered whose address or form was refused: the words, and a way on. Without script. */
export function renderRefusal({ nonce, languages: wanted, code, retryAfterSeconds, entity }: Refusal): string {
  const { language, i18n, wording } = reader(...wanted);
  return htmlDocument({
    language,
    nonce,
    title: entity?.name ?? wording.t('shell.title'),
    name: entity?.name ?? null,
    brand: entity ?? plainBrand,
    manifest: null,
    inlineCss: '',
    page: 'refusal',
    root: renderToString(
      <LanguageContext value={i18n}>
        <RefusalPage code={code} retryAfterSeconds={retryAfterSeconds} brand={entity} />
      </LanguageContext>,
    ),
    data: [],
    assets: { ...assetsOf('src/app.tsx'), preloads: [] },
  });
}

/** Built before this, like the manifest. Empty in tests. */
const workers = import.meta.glob<string>('../dist/offline/worker.js', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** The script of the worker that keeps what was seen on remembered devices, with the names of the files that it keeps. */
export function offlineWorker(): string {
  return `const build=${JSON.stringify(appFiles())};${Object.values(workers).join('')}`;
}

function renderShell(shell: Shell, page: 'app' | 'pay'): string {
  const { languages: wanted } = shell;
  const { language, i18n, wording } = reader(...wanted);
  const { t } = wording;
  const text = t(page === 'pay' ? 'shell.payNeedsScript' : 'shell.noscript');
  const plain = <NeedsScript text={text} brand={shell.entity} />;
  const root = `<noscript>${renderToString(<LanguageContext value={i18n}>{plain}</LanguageContext>)}</noscript>`;
  return shellDocument(shell, page, { language, root, answers: null });
}

type AppPage = { language: Language; locale: string; path: string; answers: Answers };

async function appDocument(shell: Shell, { language, locale, path, answers }: AppPage): Promise<string> {
  // With it come the router and every list: a start needs neither.
  const { drawPage } = await import('./app-on-server.tsx');
  const spoken = speak(locale, { [language]: { translation: sentences[language] } });
  const brand = shell.entity && brandOf(shell.entity);
  return shellDocument(shell, 'app', { language, root: drawPage({ path, brand, answers }, spoken), answers });
}

type Content = { language: Language; root: string; answers: Answers | null };

function shellDocument({ nonce, entity }: Shell, page: 'app' | 'pay', { language, root, answers }: Content): string {
  const name = entity?.name ?? null;
  return htmlDocument({
    language,
    nonce,
    title: name ?? reader(language).wording.t('shell.title'),
    name,
    brand: entity ?? plainBrand,
    manifest: page === 'app' ? manifestOf(entity) : null,
    inlineCss: '',
    page,
    root,
    data: [
      { id: 'sentences', value: sentences[language] },
      ...(entity ? [{ id: 'brand', value: brandOf(entity) }] : []),
      ...(answers ? [{ id: 'answers', value: answers }] : []),
    ],
    assets: assetsOf(`src/${page}.tsx`),
  });
}

function brandOf({ name, logoUrl, email, phone }: EntityView): ShellBrand {
  return { name, logoUrl, email, phone };
}

/** Browsers ask for it without cookies, so its address says whose it is. */
function manifestOf(entity: EntityView | null): string {
  return entity ? `/app.webmanifest?entity=${entity.slug}` : '/app.webmanifest';
}

const sentences = { en, nl, fr, de, es, it } satisfies Record<Language, unknown>;
const voices = languages.map((language) => ({
  language,
  i18n: speak(language, { [language]: { translation: sentences[language] } }),
}));

function reader(...tags: string[]): { language: Language; i18n: i18n; wording: Wording } {
  const language = pickLanguage(tags);
  const tag = tags.find((wanted) => wanted.toLowerCase().split('-')[0] === language) ?? language;
  const voice = voices.find((candidate) => candidate.language === language) ?? voices[0];
  if (!voice) throw new Error('no language is there');
  return { language, i18n: voice.i18n, wording: wordingOf(voice.i18n, tag) };
}

/** The merchant's name first, so that a narrow tab still shows it (E16). */
function landingTitle({ brand, shown }: LandingView): string {
  switch (shown.level) {
    case 'locator':
      return brand.name;
    case 'pay_card':
      return `${brand.name} · ${shown.summary.title}`;
    case 'document':
      return `${brand.name} · ${shown.document.summary.title}`;
  }
}
