import { html } from 'hono/html';
import { linkedText, styleBlock } from './mailbox-mail.ts';
import type { MailDetail, MailSummary } from './mailbox-queries.ts';
import { mailboxStyles } from './mailbox-styles.ts';

type Mailbox = {
  mails: readonly MailSummary[];
  recipients: readonly string[];
  /** Only the mails to this address are listed. */
  to: string | null;
  opened: MailDetail | null;
  part: 'html' | 'text';
  from: string;
  nonce: string;
};

/** List and mail side by side; on a phone one after the other. Works without script. */
export function mailboxPage(mailbox: Mailbox) {
  const { opened, nonce } = mailbox;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${opened ? `${opened.subject} · ` : ''}Demo mailbox</title>
        ${styleBlock(nonce, mailboxStyles)}
      </head>
      <body class="${opened ? 'reading' : 'listing'}">
        <nav aria-label="Mails">${header(mailbox)} ${list(mailbox)}</nav>
        <main>${opened ? mail(mailbox, opened) : welcome(mailbox)}</main>
      </body>
    </html>`;
}

function header({ to, recipients }: Mailbox) {
  return html`<header>
    <h1><a href="/demo/mailbox">Demo mailbox</a></h1>
    <p>Without a mail server, every mail that Quittance sends ends here.</p>
    <form method="get" action="/demo/mailbox">
      <label for="to">Mails to</label>
      <select id="to" name="to">
        <option value="">everybody</option>
        ${recipients.map((email) => html`<option value="${email}" ${email === to ? 'selected' : ''}>${email}</option>`)}
      </select>
      <button>Show</button>
    </form>
  </header>`;
}

function list({ mails, to, opened }: Mailbox) {
  if (mails.length === 0) return html`<p class="empty">No mail yet. Load this page again once something was sent.</p>`;
  return html`<ol>
    ${mails.map(
      (each) =>
        html`<li>
          <a href="${address(each.id, to)}" ${each.id === opened?.id ? 'aria-current="page"' : ''}>
            <span class="from">${each.fromName}</span>
            <time datetime="${each.queuedAt.toISOString()}">${moment(each, 'short')}</time>
            <span class="subject">${each.subject}</span>
            <span class="to">${each.hasAttachments ? 'With attachment, to' : 'To'} ${each.toEmail}</span>
          </a>
        </li>`,
    )}
  </ol>`;
}

function welcome({ mails }: Mailbox) {
  return html`<div class="welcome">
    <h2>Read a mail as the customer would</h2>
    <p>
      ${mails.length > 0 ? 'Choose one on the left.' : 'There is none yet.'} An invoice leads to its page, a code signs
      you in, a receipt tells that money arrived.
    </p>
  </div>`;
}

function mail({ to, part, from }: Mailbox, opened: MailDetail) {
  const other = part === 'html' ? 'text' : 'html';
  return html`<article>
    <p class="back"><a href="/demo/mailbox${to === null ? '' : `?to=${encodeURIComponent(to)}`}">All mails</a></p>
    <h2>${opened.subject}</h2>
    <dl>
      <dt>From</dt>
      <dd>${opened.fromName} &lt;${from}&gt;</dd>
      <dt>To</dt>
      <dd>${opened.toEmail}</dd>
      ${
        opened.replyTo === null
          ? ''
          : html`<dt>Reply to</dt>
              <dd>${opened.replyTo}</dd>`
      }
      <dt>Sent</dt>
      <dd>${moment(opened, 'long')}</dd>
    </dl>
    ${files(opened)}
    <p class="part">
      <a href="${address(opened.id, to, other)}">${other === 'text' ? 'Show as plain text' : 'Show as HTML'}</a>
    </p>
    ${
      part === 'html'
        ? html`<iframe
            title="The mail"
            src="/demo/mailbox/${opened.id}/html"
            sandbox="allow-top-navigation-by-user-activation"
          ></iframe>`
        : html`<pre>${linkedText(opened.text)}</pre>`
    }
  </article>`;
}

function files({ id, attachments }: MailDetail) {
  const attached = attachments
    .map((file, index) => ({ ...file, index }))
    .filter((file) => file.contentId === undefined);
  if (attached.length === 0) return '';
  return html`<ul class="files">
    ${attached.map(({ fileName, index }) => html`<li><a href="/demo/mailbox/${id}/files/${index}">${fileName}</a></li>`)}
  </ul>`;
}

function address(mailId: string, to: string | null, part: 'html' | 'text' = 'html'): string {
  const wanted = new URLSearchParams({
    ...(to === null ? {} : { to }),
    ...(part === 'html' ? {} : { part }),
  }).toString();
  return `/demo/mailbox/${mailId}${wanted === '' ? '' : `?${wanted}`}`;
}

/** On the clock of this machine, which in a demo is the reader's own. */
function moment({ queuedAt }: MailSummary, length: 'short' | 'long'): string {
  const style =
    length === 'long'
      ? ({ dateStyle: 'full', timeStyle: 'short' } as const)
      : ({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const);
  return new Intl.DateTimeFormat('en-GB', style).format(queuedAt);
}
