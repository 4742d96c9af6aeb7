import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams, type LoaderFunctionArgs } from 'react-router';
import type { DocumentDetail } from '@quittance/shared/customer-view.ts';
import { mainButton, quietLink } from '../components/looks.ts';
import { PayBar } from '../components/pay-bar.tsx';
import { PayLink } from '../components/pay-link.tsx';
import { ShareButton } from '../components/share-button.tsx';
import { TransferDetails } from '../components/transfer-details.tsx';
import { transferView } from '../components/transfer-view.ts';
import { threadQuery } from '../features/comments/comment-queries.ts';
import { ConversationLink } from '../features/comments/conversation-link.tsx';
import { Conversation } from '../features/comments/conversation.tsx';
import { backPath } from '../features/documents/back-path.ts';
import { documentQuery } from '../features/documents/document-queries.ts';
import { DocumentSpread } from '../features/documents/document-spread.tsx';
import { documentView } from '../features/documents/document-view.ts';
import { pauseText } from '../features/payments/pause-text.ts';
import { PayPaused } from '../features/payments/pay-paused.tsx';
import { EventsPanel } from '../features/documents/events-panel.tsx';
import { RelatedTabs } from '../features/documents/related-tabs.tsx';
import { WhatIf, type WhatIfSources } from '../features/documents/what-if.tsx';
import { whatIfOffer } from '../features/documents/what-if-view.ts';
import { proposalsQuery } from '../features/proposals/proposal-queries.ts';
import { Proposals } from '../features/proposals/proposals.tsx';
import { answer, api } from '../lib/api.ts';
import { signedIn } from '../lib/loader-context.ts';
import { useBrand } from '../lib/use-brand.ts';
import { useIsOffline } from '../lib/use-is-offline.ts';
import type { Wording } from '../lib/wording.ts';
import { useWhose } from '../lib/whose-context.tsx';
import { useWording } from '../lib/wording-context.tsx';

export function loader(args: LoaderFunctionArgs) {
  return signedIn(args, async (queryClient, { documentId = '' }) => {
    void queryClient.prefetchInfiniteQuery(threadQuery(documentId));
    void queryClient.prefetchQuery(proposalsQuery(documentId));
    await queryClient.ensureQueryData(documentQuery(documentId));
    return null;
  });
}

export function Component() {
  const { documentId = '' } = useParams();
  const state: unknown = useLocation().state;
  const wording = useWording();
  const { t } = wording;
  const { data: detail } = useSuspenseQuery(documentQuery(documentId));
  const { summary, entity } = detail;
  const paths = downloadPaths(summary.id);
  const document = documentView(detail, paths, wording);
  const whatIf = whatIfOffer(detail, wording);
  const talkers = { entityName: entity.name, customerName: summary.customerName };
  useBrand(entity, `${entity.name} · ${document.summary.title}`);
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-x-4 print:hidden">
        <Link to={backPath(state, summary, useWhose())} className={quietLink}>
          {t('nav.back')}
        </Link>
        <ShareButton
          path={paths.pdf}
          fileName={`${summary.number.replaceAll(/[^\w.-]+/g, '-')}.pdf`}
          text={t('share.button')}
          failedText={t('share.failed')}
        />
        <ConversationLink documentId={summary.id} />
      </p>
      <RelatedTabs detail={detail} />
      <DocumentSpread
        document={document}
        pay={detail.canPay && <Pay detail={detail} />}
        whatIf={whatIf && <WhatIf key={summary.id} offer={whatIf} load={() => whatIfSources(summary.id, wording)} />}
        beside={
          detail.transfer && (
            <TransferDetails
              transfer={transferView(
                detail.transfer,
                { minor: summary.amountDueMinor, currency: summary.currency },
                wording,
              )}
            />
          )
        }
        below={<EventsPanel key={summary.id} documentId={summary.id} currency={summary.currency} />}
        details={<Proposals key={summary.id} documentId={summary.id} entityName={entity.name} />}
        conversation={<Conversation key={summary.id} documentId={summary.id} talkers={talkers} />}
      />
    </>
  );
}

function Pay({ detail }: { detail: DocumentDetail }) {
  const wording = useWording();
  const { t, money } = wording;
  const isOffline = useIsOffline();
  const { id, amountDueMinor, currency } = detail.summary;
  return (
    <>
      <PayPaused text={pauseText(detail, wording)} />
      <PayBar>
        <PayLink path={`/pay/${id}`} className={`${mainButton} w-full text-lg`}>
          {t('landing.pay', { amount: money(amountDueMinor, currency) })}
        </PayLink>
        {isOffline && <p className="mt-2 text-sm text-muted">{t('offline.pay')}</p>}
      </PayBar>
    </>
  );
}

async function whatIfSources(id: string, wording: Wording): Promise<WhatIfSources> {
  const { facts } = await answer(api.documents[':id'].calculation.$get({ param: { id }, query: {} }));
  return { facts, wording };
}

function downloadPaths(id: string) {
  const path = `/api/documents/${id}`;
  return {
    pdf: `${path}/pdf`,
    zip: `${path}/zip`,
    calendar: `${path}/calendar`,
    receipt: (paymentId: string) => `/api/payments/${paymentId}/receipt`,
    calculationPdf: `${path}/calculation/pdf`,
    original: `${path}/original`,
    file: (fileId: string) => `${path}/files/${fileId}`,
  };
}
