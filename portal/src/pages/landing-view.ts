import type { DocumentSummary, EntityView } from '@quittance/shared/customer-view.ts';
import type { Landing } from '@quittance/shared/landing.ts';
import { pickLanguage } from '@quittance/shared/language.ts';
import type { Money } from '@quittance/shared/money.ts';
import type { LanguageOffer } from '../components/language-form.tsx';
import { transferView, type TransferView } from '../components/transfer-view.ts';
import { documentView, type DocumentView } from '../features/documents/document-view.ts';
import { pauseText } from '../features/payments/pause-text.ts';
import { summaryView, type SummaryView } from '../features/documents/summary-view.ts';
import { whatIfOffer, type WhatIfOffer } from '../features/documents/what-if-view.ts';
import type { Wording } from '../lib/wording.ts';

// The landing page as finished sentences. The server renders all of it; the browser is shipped the few that its script
// needs, so that it loads neither the languages nor their number formats and cannot disagree about an amount.

export type LandingView = {
  brand: BrandView;
  seenPath: string;
  signIn: SignInOffer;
  language: LanguageOffer;
  shown:
    | { level: 'locator'; title: string; text: string }
    | { level: 'pay_card'; summary: SummaryView; pause: string | null; pay: PayOffer | null; ask: AskOffer }
    | {
        level: 'document';
        document: DocumentView;
        pause: string | null;
        pay: PayOffer | null;
        whatIf: LandingWhatIf | null;
        transfer: TransferView | null;
        ask: AskOffer;
      };
};

export type BrandView = {
  name: string;
  logoUrl: string | null;
  contact: string;
  email: string;
  phone: string | null;
  legal: string[];
};
export type PayOffer = { action: string; label: string; pressed: string };
/** `tag` is the reader's own: what the browser calculates is said as the rest of the page. */
export type LandingWhatIf = { offer: WhatIfOffer; path: string; tag: string };
export type AskOffer = { title: string; text: string; link: string; href: string };
export type SignInOffer = {
  action: string;
  title: string;
  text: string;
  button: string;
  other: { label: string; href: string };
};

/** What the script takes over with: the parts of the page that do more than stand there. */
export type LandingScript = {
  seenPath: string;
  pay: PayOffer | null;
  whatIf: LandingWhatIf | null;
  transfer: TransferView | null;
};

export function landingScript({ seenPath, shown }: LandingView): LandingScript {
  return {
    seenPath,
    pay: shown.level === 'locator' ? null : shown.pay,
    whatIf: shown.level === 'document' ? shown.whatIf : null,
    transfer: shown.level === 'document' ? shown.transfer : null,
  };
}

export function landingView(landing: Landing, wording: Wording): LandingView {
  return {
    brand: brandView(landing.entity, wording),
    seenPath: landing.paths.seen,
    signIn: signInOffer(landing, wording),
    language: languageOffer(landing, wording),
    shown: shownView(landing, wording),
  };
}

function shownView(landing: Landing, wording: Wording): LandingView['shown'] {
  const { t } = wording;
  switch (landing.level) {
    case 'locator':
      return {
        level: 'locator',
        title: t('landing.locator.title'),
        text: t('landing.locator.text', { email: landing.maskedEmail }),
      };
    case 'pay_card':
      return {
        level: 'pay_card',
        summary: summaryView(landing.summary, wording),
        pause: pauseText({ ...landing, transfer: null }, wording, landing.payPause?.timeZone),
        pay: landing.canPay ? payOffer(landing.paths.pay, landing.summary, wording) : null,
        ask: askOffer(landing.summary.id, landing.entity, wording),
      };
    case 'document': {
      const { detail, paths, language: tag } = landing;
      const whatIf = whatIfOffer(detail, wording);
      return {
        level: 'document',
        document: documentView(detail, { ...paths, receipt: (id) => `${paths.receipts}/${id}` }, wording),
        whatIf: whatIf && { offer: whatIf, path: paths.calculation, tag },
        pause: pauseText(detail, wording, detail.payPause?.timeZone),
        pay: detail.canPay ? payOffer(paths.pay, detail.summary, wording) : null,
        transfer: detail.transfer && transferView(detail.transfer, amountDue(detail.summary), wording),
        ask: askOffer(detail.summary.id, landing.entity, wording),
      };
    }
  }
}

function amountDue(summary: DocumentSummary): Money {
  return { minor: summary.amountDueMinor, currency: summary.currency };
}

function payOffer(action: string, owed: { amountDueMinor: number; currency: string }, { t, money }: Wording): PayOffer {
  const amount = money(owed.amountDueMinor, owed.currency);
  return { action, label: t('landing.pay', { amount }), pressed: t('landing.opening', { amount }) };
}

function askOffer(documentId: string, { name }: EntityView, { t }: Wording): AskOffer {
  return {
    title: t('conversation.title'),
    text: t('conversation.signIn.text', { name }),
    link: t('conversation.signIn.link'),
    href: `/documents/${documentId}#conversation`,
  };
}

function signInOffer({ level, maskedEmail, paths, entity, language }: Landing, { t }: Wording): SignInOffer {
  return {
    action: paths.signIn,
    title: t('landing.allInvoices.title'),
    text: level === 'locator' ? '' : t('landing.allInvoices.text', { email: maskedEmail }),
    button: t('landing.allInvoices.button'),
    other: { label: t('landing.allInvoices.other'), href: `/sign-in?entity=${entity.slug}&language=${language}` },
  };
}

function languageOffer({ language, paths }: Landing, { t }: Wording): LanguageOffer {
  return {
    spoken: pickLanguage([language]),
    page: paths.page,
    label: t('language.label'),
    button: t('language.button'),
  };
}

function brandView(entity: EntityView, { t }: Wording): BrandView {
  const { name, logoUrl, email, phone, legalName, legalFooter } = entity;
  return {
    name,
    logoUrl,
    contact: t('landing.contact', { name }),
    email,
    phone,
    legal: legalFooter?.startsWith(legalName) ? [legalFooter] : [legalName, ...(legalFooter ? [legalFooter] : [])],
  };
}
