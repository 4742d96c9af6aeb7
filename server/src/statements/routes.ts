import { Hono } from 'hono';
import { statementRequestSchema } from '@quittance/shared/statement-request.ts';
import { drawFor } from '../access/draw-for.ts';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import { requireCustomer } from '../access/require-reader.ts';
import { principalOf } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { query } from '../http/validate.ts';
import { getStatement, listStatementAccounts } from './get-statement.ts';
import { statementResponse } from './get-statement-file.ts';

/** Drawing pages is the most work that a customer can ask for. */
const printedAnHour: RateLimit = { name: 'printed statements', max: 60, windowSeconds: 3600 };
/** To look at, or as CSV: each reads a whole account. */
const readAnHour: RateLimit = { name: 'read statements', max: 600, windowSeconds: 3600 };

/** For somebody signed in only: a mailed link opens its document, and no account. */
export function statementRoutes(deps: Deps) {
  const customer = requireCustomer(deps);
  const request = query(statementRequestSchema);
  return new Hono<AppEnv>()
    .get('/api/statements/accounts', customer, async (c) =>
      c.json({ accounts: await listStatementAccounts(deps, c.var.customer) }),
    )
    .get('/api/statements', customer, request, async (c) => {
      await count(deps, readAnHour, c.var.session.email);
      return c.json(await getStatement(deps, c.var.customer, c.req.valid('query')));
    })
    .get('/api/statements/pdf', customer, request, async (c) => {
      await count(deps, printedAnHour, c.var.session.email);
      return drawFor(deps, principalOf(c.var.customer), () =>
        statementResponse(deps, c.var.customer, c.req.valid('query'), 'pdf'),
      );
    })
    .get('/api/statements/csv', customer, request, async (c) => {
      await count(deps, readAnHour, c.var.session.email);
      return statementResponse(deps, c.var.customer, c.req.valid('query'), 'csv');
    });
}

async function count(deps: Pick<Deps, 'db' | 'config'>, limit: RateLimit, email: string): Promise<void> {
  const { isOver, retryAfterSeconds } = await countOne(deps, limit, email);
  if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
}
