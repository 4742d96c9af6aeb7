import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { pickLanguage } from '@quittance/shared/language.ts';
import { findEntity } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { form } from '../http/validate.ts';
import { welcome } from './browser.ts';
import { readCookie } from './cookies.ts';
import { findSignInLink, followSignInLink, type SignInLinkView } from './follow-sign-in-link.ts';
import { inChosenLanguage } from './language-choice.ts';
import { newSecret } from './secrets.ts';
import type { SignInRefusal } from './sign-in.ts';
import { renderSignInLinkPage, type SignInLinkPage } from './sign-in-link-page.ts';

type LinkDeps = Pick<Deps, 'db' | 'clock' | 'random' | 'config'>;

const followSchema = z.strictObject({
  page: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  email: z.string().trim().toLowerCase().max(254).optional(),
  remember: z.literal('on').optional(),
});

/** The link in a sign-in mail: a page to look at, and a form that signs in. */
export function signInLinkRoutes(deps: LinkDeps) {
  return new Hono<AppEnv>()
    .get('/auth/l/:token', (c) => showPage(deps, c, c.req.param('token')))
    .post('/auth/l/:token', fromOwnPage, form(followSchema), async (c) => {
      const token = c.req.param('token');
      const { page, email, remember } = c.req.valid('form');
      const answer = await followSignInLink(deps, {
        token,
        cookie: readCookie(c, 'chal'),
        pageSecret: page,
        typedEmail: email ?? null,
        isRemembered: remember === 'on',
        replacedToken: readCookie(c, 'sid'),
      });
      if ('refusal' in answer) return showPage(deps, c, token, answer.refusal);
      return c.redirect(welcome(c, answer), 303);
    });
}

/** The page as the link stands now; `refusal` is what pressing its button has just come to. */
async function showPage(deps: LinkDeps, c: Context<AppEnv>, token: string, refusal?: SignInRefusal): Promise<Response> {
  const link = await findSignInLink(deps, { token, cookie: readCookie(c, 'chal') });
  const entity = link && (await findEntity(deps.db, link, link.entityId));
  if (!link || !entity) throw new AppError('not_found');
  const shown = shownOf(link, refusal);
  const page = renderSignInLinkPage({
    nonce: setPagePolicy(c),
    language: pickLanguage([inChosenLanguage(c, link.language ?? entity.language)]),
    path: c.req.path,
    entity: entity.view,
    pageSecret: newSecret(deps.random),
    shown,
  });
  if (shown.state === 'gone') return c.html(page, 410);
  return c.html(page, refusal ? 401 : 200);
}

function shownOf(link: SignInLinkView, refusal: SignInRefusal | undefined): SignInLinkPage['shown'] {
  if (link.state === 'gone') return link;
  if (refusal && refusal !== 'code_wrong') return { state: 'gone', canSendAgain: false };
  return link.state === 'other_browser' ? { state: link.state, isWrong: refusal === 'code_wrong' } : link;
}
