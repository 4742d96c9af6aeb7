import { drawFor } from '../access/draw-for.ts';
import type { Payer, ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { contentDisposition } from '../documents/document-files.ts';
import { pdfBrandOf } from '../documents/pdf-brand.ts';
import { pdfWordingOf } from '../documents/pdf-wording.ts';
import { reachesLevel } from '../access/link-level.ts';
import { AppError } from '../http/errors.ts';
import { titledFileName } from '../imports/safe-file-name.ts';
import { getPrintedAccount } from '../statements/account-queries.ts';
import { listUsedCredits } from './credit-queries.ts';
import { findPaymentReference } from './payment-reference-queries.ts';
import { findReceipt, listAppliedParts, listReceiptReversals, type ReceiptRow } from './receipt-queries.ts';

type ReceiptDeps = Pick<Deps, 'db' | 'files'>;
type ReceiptFile = { bytes: Uint8Array; fileName: string };

/** Of what was paid by somebody signed in, or as the holder of a link. */
export async function payerReceiptResponse(
  deps: ReceiptDeps & Pick<Deps, 'drawings'>,
  payers: readonly Payer[],
  paymentId: string,
  language: string | null,
): Promise<Response> {
  for (const { reader, principal, linkLevel } of payers) {
    const row = await findReceipt(deps.db, reader, paymentId, principal);
    if (!row) continue;
    const isBuyerShown = linkLevel === null || reachesLevel(linkLevel, 'document');
    return responseOf(await drawFor(deps, principal, () => drawReceipt(deps, reader, row, { language, isBuyerShown })));
  }
  throw new AppError('not_found');
}

/** Under a mailed link: of a payment that is about the link's document alone. */
export async function receiptResponse(
  deps: ReceiptDeps,
  reader: ReaderScope,
  paymentId: string,
  language: string,
): Promise<Response> {
  return responseOf(await getReceipt(deps, reader, paymentId, language));
}

export async function getReceipt(
  deps: ReceiptDeps,
  reader: ReaderScope,
  paymentId: string,
  language: string,
): Promise<ReceiptFile> {
  const row = await findReceipt(deps.db, reader, paymentId, null);
  if (!row) throw new AppError('not_found');
  return drawReceipt(deps, reader, row, { language, isBuyerShown: true });
}

/**
 * Drawn anew each time: money may go back, and then the receipt says so. A link that only pays does not show the document, and so not where
 * its buyer is at home.
 */
async function drawReceipt(
  deps: ReceiptDeps,
  reader: ReaderScope,
  payment: ReceiptRow,
  { language, isBuyerShown }: { language: string | null; isBuyerShown: boolean },
): Promise<ReceiptFile> {
  const account = await getPrintedAccount(deps.db, reader, payment);
  const wording = pdfWordingOf([language, account.customerLanguage, account.entityLanguage], payment.currency);
  const { renderReceiptPdf } = await import('./render-receipt-pdf.ts');
  const bytes = await renderReceiptPdf({
    payment,
    reference: await findPaymentReference(deps.db, reader, payment),
    parts: await listAppliedParts(deps.db, reader, { paymentId: payment.id, draftId: payment.draftId }),
    credits: payment.draftId === null ? [] : await listUsedCredits(deps.db, reader, payment.draftId),
    reversals: await listReceiptReversals(deps.db, reader, payment.id),
    parties: { seller: account.seller, buyer: isBuyerShown ? account.buyer : null },
    brand: await pdfBrandOf(deps, account.brandName, account.branding),
    wording,
  });
  const name = `${wording.words.receipt.title} ${account.brandName} ${payment.receivedDate}.pdf`;
  return { bytes, fileName: titledFileName(name, 'receipt.pdf') };
}

function responseOf({ bytes, fileName }: ReceiptFile): Response {
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition('inline', fileName),
  };
  return new Response(new Uint8Array(bytes), { headers });
}
