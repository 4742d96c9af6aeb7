import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { param } from '../http/validate.ts';
import { askForMail } from './browser.ts';
import { writeCookie } from './cookies.ts';
import { linkSessionLifeMs, startLinkSession } from './link-session.ts';
import { buildDocumentLinkToken } from './document-link-token.ts';
import { deriveKey } from './keys.ts';
import { currentLink, currentSession, isCovered } from './reader.ts';
import { resolveDocumentLink, type ResolvedLink } from './resolve-document-link.ts';
import { goOn, withQuery } from './sign-in-form-routes.ts';

type LinkDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'jobs' | 'config' | 'log'>;

/** What a person does on the page of a mailed link. The token leaves the address bar with the first act. */
export function documentLinkRoutes(deps: LinkDeps) {
  return new Hono<AppEnv>()
    .post('/i/:token/pay', fromOwnPage, async (c) => {
      const token = c.req.param('token');
      const link = await getLink(deps, token);
      const session = await currentSession(deps, c);
      const payPath = `/pay/${link.scope.onlyDocumentId}`;
      if (session && isCovered(session, link.scope)) return c.redirect(payPath, 303);
      if (link.level === 'locator') return c.redirect(`/i/${token}`, 303);
      writeCookie(c, 'lnk', await startLinkSession(deps, link), linkSessionLifeMs / 1000);
      return c.redirect(payPath, 303);
    })
    .get('/pay/:invoiceId/back', param(z.strictObject({ invoiceId: idSchema })), async (c) => {
      const documentId = c.req.valid('param').invoiceId;
      const link = await currentLink(deps, c);
      if (link?.scope.onlyDocumentId !== documentId) return c.redirect(`/documents/${documentId}`, 303);
      // A provider's script runs on the pay document: the token shows itself to the address bar alone, and not to who opened the window.
      c.header('Cross-Origin-Opener-Policy', 'same-origin');
      if ((c.req.header('Sec-Fetch-Dest') ?? 'document') !== 'document') throw new AppError('not_found');
      const { linkId: id, contactId } = link.scope;
      const claim = { id, documentId, contactId, generation: link.generation };
      const token = buildDocumentLinkToken(deriveKey(deps.config.secretKey, 'invoice-link'), claim);
      return c.redirect(`/i/${token}`, 303);
    })
    .post('/i/:token/sign-in', fromOwnPage, async (c) => {
      const link = await getLink(deps, c.req.param('token'));
      const session = await currentSession(deps, c);
      if (session && isCovered(session, link.scope)) return c.redirect(accountPath(link), 303);
      if (link.level === 'account') {
        writeCookie(c, 'lnk', await startLinkSession(deps, link), linkSessionLifeMs / 1000);
        return c.redirect(accountPath(link), 303);
      }
      return goOn(c, '/sign-in', async () => {
        const { merchantId, onlyDocumentId } = link.scope;
        // Who is here because the link no longer opens the document wants the document.
        const returnDocumentId = link.level === 'locator' ? onlyDocumentId : null;
        const { entityId, email, isRevoked } = link;
        await askForMail(deps, c, {
          merchantId,
          entityId,
          email,
          isRemembered: false,
          returnDocumentId,
          returnPage: null,
          proof: isRevoked ? null : `link:${link.scope.linkId}`,
        });
        return withQuery('/sign-in/code', { language: link.language });
      });
    });
}

async function getLink(deps: LinkDeps, token: string): Promise<ResolvedLink> {
  const link = await resolveDocumentLink(deps, token);
  if (!link) throw new AppError('not_found');
  return link;
}

function accountPath({ level, scope }: ResolvedLink): string {
  return level === 'locator' ? `/documents/${scope.onlyDocumentId}` : '/invoices';
}
