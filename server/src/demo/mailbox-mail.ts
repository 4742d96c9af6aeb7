import { html, raw } from 'hono/html';
import type { Deps } from '../deps.ts';
import type { MailDetail } from './mailbox-queries.ts';

/** The HTML part as a mail program shows it: attached pictures in their places, links in the whole window. */
export async function mailDocument(deps: Pick<Deps, 'files'>, mail: MailDetail): Promise<string> {
  let document = mail.html.replaceAll(' target="_blank"', ' target="_top"');
  for (const { contentId, mediaType, sha256 } of mail.attachments) {
    if (contentId === undefined) continue;
    const picture = Buffer.from(await deps.files.get(sha256)).toString('base64');
    document = document.replaceAll(`src="cid:${contentId}"`, `src="data:${mediaType};base64,${picture}"`);
  }
  return document;
}

const addressShape = /(https?:\/\/[^\s()]+)/;

/** The text part, its addresses as links, the way mail programs show them. */
export function linkedText(text: string) {
  return text.split(addressShape).map((part, index) => (index % 2 === 0 ? part : html`<a href="${part}">${part}</a>`));
}

/** A style block made of constants only. */
export function styleBlock(nonce: string, css: string) {
  return html`<style nonce="${nonce}">
    ${raw(css)}
  </style>`;
}
