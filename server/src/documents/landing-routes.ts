import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Landing } from '@quittance/shared/landing.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { drawFor } from '../access/draw-for.ts';
import { inChosenLanguage } from '../access/language-choice.ts';
import { reachesLevel } from '../access/link-level.ts';
import { currentSession, isOwnDevice } from '../access/reader.ts';
import { resolveDocumentLink, type ResolvedLink } from '../access/resolve-document-link.ts';
import { principalOf } from '../access/scope.ts';
import { findEntity, type EntityProfile } from '../branding/entity-queries.ts';
import { calendarResponse } from './get-calendar.ts';
import { documentZipResponse } from '../bundles/zip-response.ts';
import type { ServerDeps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { originOf } from '../http/site.ts';
import { param, query } from '../http/validate.ts';
import { noteViewed } from './document-event-queries.ts';
import { calculationPdfResponse } from './calculation-files.ts';
import { fileResponse, pdfResponse } from './document-files.ts';
import { dayQuery, getCalculationWithFacts } from './get-calculation.ts';
import { receiptResponse } from '../payments/get-receipt.ts';
import { getDocumentDetail } from './read-document.ts';

const receiptParam = z.strictObject({ token: z.string(), paymentId: idSchema });

/**
 * What a mailed link opens. Every GET is inert: it sets no session and counts no view. What was never a link is answered
 * with the same bytes whatever is wrong with it.
 */
export function landingRoutes(deps: ServerDeps) {
  return new Hono<AppEnv>()
    .get('/i/:token', async (c) => {
      c.header('X-Robots-Tag', 'noindex');
      const link = await getLink(deps, c);
      if (isOwnDevice(await currentSession(deps, c), link)) {
        return c.redirect(`/documents/${link.scope.onlyDocumentId}`, 303);
      }
      const profile = await getProfile(deps, link);
      if (profile.host !== (c.var.site.entity?.host ?? null)) {
        return c.redirect(`${originOf(deps.config, profile.host)}/i/${c.req.param('token')}`, 303);
      }
      const language = inChosenLanguage(c, link.language);
      const landing = await readLanding(deps, { ...link, language }, profile, c.req.path);
      return c.html(deps.portal.renderLanding(landing, setPagePolicy(c)));
    })
    .get('/i/:token/pdf', async (c) => {
      const scope = await getDocumentScope(deps, c);
      return pdfResponse(deps, scope, scope.onlyDocumentId);
    })
    .get('/i/:token/zip', async (c) => {
      const { scope, language } = await getDocumentLink(deps, c);
      return documentZipResponse(deps, scope, scope.onlyDocumentId, inChosenLanguage(c, language));
    })
    .get('/i/:token/calendar', async (c) => {
      const { scope, language } = await getDocumentLink(deps, c);
      return calendarResponse(deps, scope, scope.onlyDocumentId, inChosenLanguage(c, language));
    })
    .get('/i/:token/original', async (c) => {
      const scope = await getDocumentScope(deps, c);
      return fileResponse(deps, scope, scope.onlyDocumentId, (file) => file.role === 'original');
    })
    .get('/i/:token/calculation', query(dayQuery), async (c) => {
      const scope = await getDocumentScope(deps, c);
      const which = { invoiceId: scope.onlyDocumentId, asOfDate: c.req.valid('query').as_of };
      return c.json(await getCalculationWithFacts(deps, scope, which));
    })
    .get('/i/:token/calculation/pdf', async (c) => {
      const scope = await getDocumentScope(deps, c);
      return drawFor(deps, principalOf(scope), () =>
        calculationPdfResponse(deps, scope, { invoiceId: scope.onlyDocumentId }),
      );
    })
    .get('/i/:token/receipts/:paymentId', param(receiptParam), async (c) => {
      const { scope, language } = await getDocumentLink(deps, c);
      const { paymentId } = c.req.valid('param');
      return drawFor(deps, principalOf(scope), () =>
        receiptResponse(deps, scope, paymentId, inChosenLanguage(c, language)),
      );
    })
    .post('/i/:token/seen', async (c) => {
      const { scope, level } = await getLink(deps, c);
      if (level !== 'locator') await noteViewed(deps.db, scope, deps.clock.now());
      return c.body(null, 204);
    });
}

type LinkContext = Context<AppEnv, '/i/:token' | '/i/:token/receipts/:paymentId'>;

async function getLink(deps: ServerDeps, c: LinkContext): Promise<ResolvedLink> {
  const link = await resolveDocumentLink(deps, c.req.param('token'));
  if (!link) throw new AppError('not_found');
  return link;
}

async function getDocumentScope(deps: ServerDeps, c: LinkContext) {
  return (await getDocumentLink(deps, c)).scope;
}

async function getDocumentLink(deps: ServerDeps, c: LinkContext): Promise<ResolvedLink> {
  const link = await getLink(deps, c);
  if (!reachesLevel(link.level, 'document')) throw new AppError('not_found');
  return link;
}

async function getProfile(deps: ServerDeps, { scope, entityId }: ResolvedLink): Promise<EntityProfile> {
  const profile = await findEntity(deps.db, scope, entityId);
  if (!profile) throw new Error(`entity ${entityId} of a link is missing`);
  return profile;
}

async function readLanding(
  deps: ServerDeps,
  link: ResolvedLink,
  profile: EntityProfile,
  path: string,
): Promise<Landing> {
  const { scope, level, language, maskedEmail } = link;
  const shown = { language, maskedEmail, entity: profile.view, paths: pathsUnder(path) };
  if (level === 'locator') return { ...shown, level };

  const detail = await getDocumentDetail(deps, scope, scope.onlyDocumentId);
  if (level === 'pay_card') {
    const { summary, canPay, payPause } = detail;
    return { ...shown, level, summary, canPay, payPause };
  }
  return { ...shown, level: 'document', detail };
}

function pathsUnder(path: string): Landing['paths'] {
  return {
    page: path,
    pdf: `${path}/pdf`,
    zip: `${path}/zip`,
    calendar: `${path}/calendar`,
    original: `${path}/original`,
    calculation: `${path}/calculation`,
    calculationPdf: `${path}/calculation/pdf`,
    receipts: `${path}/receipts`,
    pay: `${path}/pay`,
    signIn: `${path}/sign-in`,
    seen: `${path}/seen`,
  };
}
