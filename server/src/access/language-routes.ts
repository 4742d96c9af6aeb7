import { Hono } from 'hono';
import { z } from 'zod';
import { languages } from '@quittance/shared/language.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import { form } from '../http/validate.ts';
import { chooseLanguage } from './language-choice.ts';

/** `page` is a path of ours: `//elsewhere` and `/\elsewhere` lead away, and browsers drop tabs and line ends inside them. */
const choiceSchema = z.strictObject({
  language: z.enum(languages),
  page: z.string().regex(/^\/(?![/\\])[\x21-\x7E]*$/, 'expected a path of this site'),
});

/** The language that a person chooses at the foot of a page, and back to that page. */
export function languageRoutes(deps: Pick<Deps, 'db' | 'clock'>) {
  return new Hono<AppEnv>().post('/language', fromOwnPage, form(choiceSchema), async (c) => {
    const { language, page } = c.req.valid('form');
    await chooseLanguage(deps, c, language);
    return c.redirect(page, 303);
  });
}
