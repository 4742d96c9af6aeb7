import { Hono } from 'hono';
import { statementRequestSchema } from '@quittance/shared/statement-request.ts';
import { requireCustomer } from '../access/require-reader.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { query } from '../http/validate.ts';
import { getStatement, listStatementAccounts } from './get-statement.ts';
import { statementResponse } from './get-statement-file.ts';

/** For somebody signed in only: a mailed link opens its document, and no account. */
export function statementRoutes(deps: Deps) {
  const customer = requireCustomer(deps);
  const request = query(statementRequestSchema);
  return new Hono<AppEnv>()
    .get('/api/statements/accounts', customer, async (c) =>
      c.json({ accounts: await listStatementAccounts(deps, c.var.customer) }),
    )
    .get('/api/statements', customer, request, async (c) =>
      c.json(await getStatement(deps, c.var.customer, c.req.valid('query'))),
    )
    .get('/api/statements/pdf', customer, request, (c) =>
      statementResponse(deps, c.var.customer, c.req.valid('query'), 'pdf'),
    )
    .get('/api/statements/csv', customer, request, (c) =>
      statementResponse(deps, c.var.customer, c.req.valid('query'), 'csv'),
    );
}
