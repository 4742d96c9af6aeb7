import type { Context, MiddlewareHandler } from 'hono';
import type { EntityView } from '@quittance/shared/customer-view.ts';
import { problemSchema, type Problem } from '@quittance/shared/api-error.ts';
import { acceptedLanguages } from './accepted-languages.ts';
import type { AppEnv, Site } from './app-env.ts';
import { setPagePolicy } from './security-headers.ts';

export type Refusal = {
  nonce: string;
  /** The reader's language tags, best first. */
  languages: readonly string[];
  code: Problem['code'];
  /** When to try again, where that is known. */
  retryAfterSeconds: number | null;
  /** Whose name the address has; null: the installation's, or none of ours. */
  entity: EntityView | null;
};

/** A browser that opens an address asks for HTML, and a person reads the answer: of a link cut off in a mail, of a form that was refused. */
export function refusalPage(
  render: (refusal: Refusal, c: Context<AppEnv>) => Promise<string>,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const isProblem = c.res.headers.get('Content-Type') === 'application/problem+json';
    if (!isProblem || !c.req.header('Accept')?.includes('text/html')) return;
    const { code, retryAfterSeconds = null } = problemSchema.parse(await c.res.json());
    const languages = acceptedLanguages(c.req.header('Accept-Language') ?? '');
    // A name that is none of ours was refused before it came to be anybody's.
    const site: Site | undefined = c.var.site;
    const refusal = {
      nonce: setPagePolicy(c),
      languages,
      code,
      retryAfterSeconds,
      entity: site?.entity?.view ?? null,
    };
    c.res = new Response(await render(refusal, c), {
      status: c.res.status,
      headers: { 'Content-Type': 'text/html; charset=UTF-8' },
    });
  };
}
