import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { challengeRequestSchema, verifyRequestSchema } from '@quittance/shared/access.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { form } from '../http/validate.ts';
import { askAgain, askForMail, getAskedEntity, signInByCode, signOut } from './browser.ts';

const codePage = (c: Context) => withQuery('/sign-in/code', { language: c.req.query('language') });
/** A box that is not ticked is not sent. */
const checkbox = z.literal('on').optional();
const askSchema = challengeRequestSchema.extend({ remember: checkbox });
const codeSchema = verifyRequestSchema.extend({ remember: checkbox });

/** The same as the routes for the script, for a form that a browser posts by itself: each answers with where to go. */
export function signInFormRoutes(deps: Pick<Deps, 'db' | 'clock' | 'random' | 'jobs' | 'config' | 'log'>) {
  return new Hono<AppEnv>()
    .post('/sign-in', fromOwnPage, form(askSchema), (c) => {
      const { email, entity, remember, documentId, page: returnPage = null } = c.req.valid('form');
      const kept = { entity, document: documentId, page: returnPage ?? undefined, language: c.req.query('language') };
      const page = withQuery('/sign-in', kept);
      return goOn(c, page, async () => {
        const whose = await getAskedEntity(deps, c, entity);
        const returnDocumentId = documentId ?? null;
        const isRemembered = remember === 'on';
        await askForMail(deps, c, { ...whose, email, isRemembered, returnDocumentId, returnPage });
        return codePage(c);
      });
    })
    .post('/sign-in/again', fromOwnPage, (c) =>
      goOn(c, '/sign-in', async () => {
        await askAgain(deps, c);
        return codePage(c);
      }),
    )
    .post('/sign-in/code', fromOwnPage, form(codeSchema), (c) => {
      const { code, remember } = c.req.valid('form');
      return goOn(c, codePage(c), () => signInByCode(deps, c, { code, ...(remember && { remember: true }) }));
    })
    .post('/sign-out', fromOwnPage, (c) =>
      goOn(c, '/sign-in', async () => {
        await signOut(deps, c);
        return '/sign-in';
      }),
    );
}

/** To where `act` leads, or back to the page that asked, which says what went wrong. */
export async function goOn(c: Context, page: string, act: () => Promise<string>): Promise<Response> {
  try {
    return c.redirect(await act(), 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return c.redirect(`${page}${page.includes('?') ? '&' : '?'}error=${error.code}`, 303);
  }
}

/** A path of ours with those of the values that there are. */
export function withQuery(path: string, values: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
