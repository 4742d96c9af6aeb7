import type { Context } from 'hono';
import { chosenLanguage } from '../access/language-choice.ts';
import { findOnlyEntity } from '../branding/entity-queries.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv, Site } from '../http/app-env.ts';
import type { Refusal } from '../http/refusal-page.ts';

/** In the language that was chosen in this browser, and as the only merchant there is under the installation's own name. */
export async function dressRefusal({ db }: Pick<Deps, 'db'>, c: Context<AppEnv>, refusal: Refusal): Promise<Refusal> {
  const chosen = chosenLanguage(c);
  const languages = chosen === undefined ? refusal.languages : [chosen, ...refusal.languages];
  const site: Site | undefined = c.var.site;
  if (refusal.entity || !site) return { ...refusal, languages };
  // It may be the database that the refusal is about.
  const only = await findOnlyEntity(db).catch(() => undefined);
  return { ...refusal, languages, entity: only?.view ?? null };
}
