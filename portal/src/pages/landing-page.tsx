import { BrandMark } from '../components/brand-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { TransferDetails } from '../components/transfer-details.tsx';
import { CalculationReceipt } from '../features/documents/calculation-receipt.tsx';
import { DownloadsList } from '../features/documents/downloads-list.tsx';
import { PaymentsList } from '../features/documents/payments-list.tsx';
import { SheetPaper } from '../features/documents/sheet-paper.tsx';
import { SummaryAmount } from '../features/documents/summary-amount.tsx';
import { PayForm } from '../features/payments/pay-form.tsx';
import type { BrandView, LandingView, SignInOffer } from './landing-view.ts';

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
      <Footer brand={view.brand} />
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
            <div id="pay">{shown.pay && <PayForm {...shown.pay} />}</div>
          </section>
          <AllInvoices signIn={signIn} />
        </main>
      );
    case 'document':
      return <DocumentAndAmount shown={shown} signIn={signIn} />;
  }
}

type DocumentShown = Extract<LandingView['shown'], { level: 'document' }>;

function DocumentAndAmount({ shown, signIn }: { shown: DocumentShown; signIn: SignInOffer }) {
  const { document, pay, transfer } = shown;
  return (
    <main className="mx-auto grid max-w-page items-start gap-4 px-4 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr] lg:gap-6">
      <section className={`${card} lg:col-start-2 print:order-1 print:border-0 print:p-0`}>
        <SummaryAmount summary={document.summary} />
        {document.onItsWay && <p className="mt-3 rounded-md bg-soon-wash p-3 text-soon">{document.onItsWay}</p>}
        <div id="pay">{pay && <PayForm {...pay} />}</div>
        {document.calculation && <CalculationReceipt calculation={document.calculation} />}
        <DownloadsList downloads={document.downloads} />
      </section>
      <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <SheetPaper sheet={document.sheet} />
      </div>
      <div className="grid gap-4 lg:col-start-2">
        <div id="transfer">{transfer && <TransferDetails transfer={transfer} />}</div>
        {document.payments && <PaymentsList payments={document.payments} />}
        <AllInvoices signIn={signIn} />
      </div>
    </main>
  );
}

const card = 'rounded-lg border border-line bg-surface p-5';

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

/** The main thing to do on a page that shows no document, a quiet one everywhere else. */
function SignInForm({ signIn, isMain }: { signIn: SignInOffer; isMain: boolean }) {
  const look = isMain ? 'bg-accent text-on-accent' : 'border border-edge';
  return (
    <form method="post" action={signIn.action} className="mt-4">
      <button type="submit" className={`min-h-12 w-full rounded-md px-5 font-semibold ${look}`}>
        {signIn.button}
      </button>
      <a
        href="/sign-in"
        className="mt-1 inline-flex min-h-11 items-center text-sm text-muted underline underline-offset-4"
      >
        {signIn.other}
      </a>
    </form>
  );
}

function Footer({ brand }: { brand: BrandView }) {
  return (
    <footer className="mx-auto max-w-page px-4 pt-8 pb-28 text-sm text-muted lg:pb-12 print:hidden">
      <p>
        {brand.contact} <ContactLink href={`mailto:${brand.email}`} text={brand.email} />
        {brand.phone && <ContactLink href={`tel:${brand.phone}`} text={brand.phone} />}
      </p>
      {brand.legal.map((line) => (
        <p key={line} className="mt-1">
          {line}
        </p>
      ))}
    </footer>
  );
}

function ContactLink({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className="mr-4 inline-flex min-h-11 items-center underline underline-offset-4">
      {text}
    </a>
  );
}
