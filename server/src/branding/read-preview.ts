import type { Landing } from '@quittance/shared/landing.ts';
import { pickLanguage } from '@quittance/shared/language.ts';
import { sha256 } from '../access/secrets.ts';
import type { Deps } from '../deps.ts';
import { pdfBrandOf } from '../documents/pdf-brand.ts';
import { getMailEntity } from '../email/mail-entity-queries.ts';
import { mailFrame } from '../email/mail-frame.ts';
import { invoiceMessage } from '../email/invoice-message.ts';
import { renderMailHtml } from '../email/render-mail-html.ts';
import { getMailTemplate } from '../email/save-mail-template.ts';
import { wordingOf } from '../email/wording.ts';
import { AppError } from '../http/errors.ts';
import { transferInstructions } from '../payments/transfer-instructions.ts';
import { findEntity } from './entity-queries.ts';
import { pictureType } from './picture-type.ts';
import { findPreview } from './preview-queries.ts';
import { previewWords } from './preview-wording.ts';
import { sampleInvoice } from './sample-invoice.ts';

export type Preview = Awaited<ReturnType<typeof getPreview>>;

/** The entity with the brand that is not saved, and an invoice that nobody owes. Expired and never given out are the same. */
export async function getPreview(deps: Pick<Deps, 'db' | 'clock' | 'files'>, token: string) {
  const found = await findPreview(deps.db, { tokenSha256: sha256(token), now: deps.clock.now() });
  const profile = found && (await findEntity(deps.db, found, found.entityId));
  if (!found || !profile) throw new AppError('not_found');
  const scope = { merchantId: found.merchantId };
  const saved = await getMailEntity(deps.db, scope, found.entityId);
  const { name = saved.name, branding: changed } = found.patch;
  const entity = { ...saved, name, branding: { ...saved.branding, ...changed } };
  const { accent, accentDark, legalFooter, logoFileKey } = entity.branding;
  const logoUrl = logoFileKey && dataUrl(await deps.files.get(logoFileKey));
  const view = { ...profile.view, name, accent, accentDark, legalFooter, logoUrl, iconUrl: null };
  const language = pickLanguage([entity.language]);
  const words = previewWords[language];
  const { legalName, vatNumber, registrationNumber, address, email, phone } = entity;
  const contact = { contactName: null, email, phone };
  const seller = {
    name: legalName,
    tradingName: name,
    vatNumber,
    registrationNumber,
    endpoint: null,
    address,
    ...contact,
  };
  const detail = sampleInvoice({ seller, view, words, today: deps.clock.today(entity.timeZone) });
  const { number, payableMinor: amountMinor, currency } = detail.summary;
  const transfer = transferInstructions({
    documentTransfers: [],
    entity: { ...profile, legalName },
    reference: number,
    amountMinor,
    currency,
  });
  return { id: found.id, scope, expiresAt: found.expiresAt, entity, view, language, words, detail, transfer };
}

/** Nothing in it leads anywhere: there is no link that it could be the page of. */
const nowhere = '#';

export function previewLanding({ entity, view, detail, transfer }: Preview): Landing {
  const paths = {
    page: nowhere,
    pdf: nowhere,
    zip: nowhere,
    calendar: nowhere,
    original: nowhere,
    calculation: nowhere,
    calculationPdf: nowhere,
    receipts: nowhere,
    pay: nowhere,
    signIn: nowhere,
    seen: nowhere,
  };
  const maskedEmail = 'a***@example.com';
  return {
    level: 'document',
    language: entity.language,
    entity: view,
    maskedEmail,
    paths,
    detail: { ...detail, transfer },
  };
}

/** The mail that would bring the invoice, in the merchant's own words where it has written some. */
export async function previewMail(deps: Pick<Deps, 'db' | 'files'>, preview: Preview): Promise<string> {
  const { scope, entity, language, words, detail, view } = preview;
  const wording = wordingOf([language], entity.timeZone);
  const key = { entityId: entity.id, kind: 'invoice', language: wording.language } as const;
  const template = await getMailTemplate(deps, scope, key);
  const { frame } = await mailFrame(deps, entity, wording);
  const { summary } = detail;
  const mail = {
    summary,
    contactName: words.customer,
    reference: summary.number,
    url: nowhere,
    hasPicture: false,
    overdue: null,
  };
  const html = renderMailHtml(invoiceMessage(wording, template, mail), frame);
  return view.logoUrl === null ? html : html.replaceAll(`src="cid:${frame.logo?.contentId}"`, `src="${view.logoUrl}"`);
}

/** The first page as PNG; null when it cannot be drawn. */
export async function previewPaper(deps: Pick<Deps, 'files' | 'previews'>, preview: Preview) {
  const { entity, detail, transfer, language } = preview;
  const brand = await pdfBrandOf(deps, entity.name, entity.branding);
  const { renderDocumentPdf } = await import('../documents/render-pdf.ts');
  const pdf = await renderDocumentPdf({
    content: detail.content,
    brand,
    transfer,
    languages: [language],
    source: null,
  });
  return deps.previews.draw(pdf);
}

function dataUrl(picture: Uint8Array): string | null {
  const type = pictureType(picture);
  return type && `data:${type};base64,${Buffer.from(picture).toString('base64')}`;
}
