import { BrandMark } from '../components/brand-mark.tsx';
import { ContactLine } from '../components/contact-link.tsx';
import { LanguageForm, type LanguageOffer } from '../components/language-form.tsx';
import { card, mainButton, quietButton, quietLink, textLink } from '../components/looks.ts';
import { Panel } from '../components/panel.tsx';
import { TransferDetails } from '../components/transfer-details.tsx';
import { DocumentSpread } from '../features/documents/document-spread.tsx';
import { SummaryAmount } from '../features/documents/summary-amount.tsx';
import { PayForm } from '../features/payments/pay-form.tsx';
import { PayPaused } from '../features/payments/pay-paused.tsx';
import type { AskOffer, BrandView, LandingView, SignInOffer } from './landing-view.ts';

/** What a mailed link opens. Everything on it works without script; landing.tsx brings `#pay` and `#transfer` to life. */
export function LandingPage({ view }: { view: LandingView }) {
  return (
    <>
      <header className="border-t-4 border-accent py-4 lg:py-6 print:hidden">
        <div className="mx-auto max-w-page px-4">
          <BrandMark name={view.brand.name} logoUrl={view.brand.logoUrl} />
        </div>
      </header>
      <Shown view={view} />
      <Footer brand={view.brand} language={view.language} />
    </>
  );
}

function Shown({ view }: { view: LandingView }) {
  const { shown, signIn } = view;
  switch (shown.level) {
    case 'locator':
      return (
        <main className="mx-auto max-w-narrow px-4">
          <section className={card}>
            <h1 className="text-xl font-bold">{shown.title}</h1>
            <p className="mt-2 text-muted">{shown.text}</p>
            <SignInForm signIn={signIn} isMain />
          </section>
        </main>
      );
    case 'pay_card':
      return (
        <main className="mx-auto grid max-w-narrow gap-4 px-4">
          <section className={card}>
            <SummaryAmount summary={shown.summary} />
            <PayPaused text={shown.pause} />
            <div id="pay">{shown.pay && <PayForm {...shown.pay} />}</div>
          </section>
          <AllInvoices signIn={signIn} />
          <Ask ask={shown.ask} />
        </main>
      );
    case 'document':
      return (
        <main className="mx-auto max-w-page px-4">
          <DocumentSpread
            document={shown.document}
            pay={
              <>
                <PayPaused text={shown.pause} />
                <div id="pay">{shown.pay && <PayForm {...shown.pay} />}</div>
              </>
            }
            whatIf={shown.whatIf && <div id="what-if" />}
            beside={<div id="transfer">{shown.transfer && <TransferDetails transfer={shown.transfer} />}</div>}
            below={<AllInvoices signIn={signIn} />}
            details={null}
            conversation={<Ask ask={shown.ask} />}
          />
        </main>
      );
  }
}

function AllInvoices({ signIn }: { signIn: SignInOffer }) {
  return (
    <div className="print:hidden">
      <Panel title={signIn.title}>
        <p className="text-muted">{signIn.text}</p>
        <SignInForm signIn={signIn} isMain={false} />
      </Panel>
    </div>
  );
}

/** The conversation is for somebody signed in: whoever was forwarded the link shall neither read it nor speak in it. */
function Ask({ ask }: { ask: AskOffer }) {
  return (
    <Panel title={ask.title}>
      <p className="text-muted">{ask.text}</p>
      <a href={ask.href} className={`${textLink} mt-1`}>
        {ask.link}
      </a>
    </Panel>
  );
}

/** The main thing to do on a page that shows no document, a quiet one everywhere else. */
function SignInForm({ signIn, isMain }: { signIn: SignInOffer; isMain: boolean }) {
  return (
    <form method="post" action={signIn.action} className="mt-4">
      <button type="submit" className={`${isMain ? mainButton : quietButton} w-full`}>
        {signIn.button}
      </button>
      <a href={signIn.other.href} className={`${quietLink} mt-1`}>
        {signIn.other.label}
      </a>
    </form>
  );
}

function Footer({ brand, language }: { brand: BrandView; language: LanguageOffer }) {
  return (
    <footer className="mx-auto max-w-page px-4 pt-8 pb-28 text-sm text-muted lg:pb-12 print:hidden">
      <ContactLine text={brand.contact} email={brand.email} phone={brand.phone} />
      {brand.legal.map((line) => (
        <p key={line} className="mt-1">
          {line}
        </p>
      ))}
      <LanguageForm {...language} />
    </footer>
  );
}
