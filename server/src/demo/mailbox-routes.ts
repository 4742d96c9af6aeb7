import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import { contentDisposition } from '../documents/document-files.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { param, query } from '../http/validate.ts';
import { mailDocument } from './mailbox-mail.ts';
import { mailboxPage } from './mailbox-page.ts';
import { findMail, listMails, listRecipients } from './mailbox-queries.ts';

const mailParams = z.strictObject({ mailId: idSchema });
const fileParams = z.strictObject({ mailId: idSchema, index: z.string().regex(/^\d{1,2}$/) });
const filter = z.strictObject({ to: z.string().max(254).optional(), part: z.enum(['html', 'text']).default('html') });

const mailsMax = 100;
const recipientsMax = 200;

/**
 * Where a newcomer reads the mails as the customer would. It shows everybody's mail, sign-in codes included, to whoever can reach
 * it: so it is there only in a demo without a mail server, and elsewhere no such route exists.
 */
export function mailboxRoutes(deps: Pick<Deps, 'db' | 'files' | 'config'>) {
  const { hasDemo, smtpUrl } = deps.config;
  return hasDemo && smtpUrl === null ? openMailbox(deps) : new Hono<AppEnv>();
}

function openMailbox(deps: Pick<Deps, 'db' | 'files' | 'config'>) {
  return new Hono<AppEnv>()
    .get('/demo/mailbox', query(filter), async (c) => {
      const { to = null, part } = c.req.valid('query');
      const list = await readList(deps, to || null);
      return c.html(mailboxPage({ ...list, part, opened: null, from: deps.config.mailFrom, nonce: pagePolicy(c) }));
    })
    .get('/demo/mailbox/:mailId', param(mailParams), query(filter), async (c) => {
      const { to = null, part } = c.req.valid('query');
      const opened = await getMail(deps, c.req.valid('param').mailId);
      const list = await readList(deps, to || null);
      return c.html(mailboxPage({ ...list, part, opened, from: deps.config.mailFrom, nonce: pagePolicy(c) }));
    })
    .get('/demo/mailbox/:mailId/html', param(mailParams), async (c) => {
      const mail = await getMail(deps, c.req.valid('param').mailId);
      c.header('Content-Security-Policy', mailPolicy);
      return c.html(await mailDocument(deps, mail));
    })
    .get('/demo/mailbox/:mailId/files/:index', param(fileParams), async (c) => {
      const { mailId, index } = c.req.valid('param');
      const file = (await getMail(deps, mailId)).attachments[Number(index)];
      if (!file) throw new AppError('not_found');
      return c.body(new Uint8Array(await deps.files.get(file.sha256)), 200, {
        'Content-Type': file.mediaType,
        'Content-Disposition': contentDisposition('attachment', file.fileName),
        'Content-Security-Policy': "default-src 'none'; sandbox",
      });
    });
}

/** What a mail program allows: pictures that came along, style, and links that leave. No script, no form, no address. */
const mailPolicy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  "form-action 'none'",
  'sandbox allow-top-navigation-by-user-activation',
].join('; ');

function pagePolicy(c: Parameters<typeof setPagePolicy>[0]): string {
  return setPagePolicy(c, { frame: ["'self'"] });
}

async function readList(deps: Pick<Deps, 'db'>, to: string | null) {
  const [mails, recipients] = await Promise.all([
    listMails(deps.db, { to, limit: mailsMax }),
    listRecipients(deps.db, recipientsMax),
  ]);
  return { to, mails, recipients };
}

async function getMail(deps: Pick<Deps, 'db'>, mailId: string) {
  const mail = await findMail(deps.db, mailId);
  if (!mail) throw new AppError('not_found');
  return mail;
}
