import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '@quittance/shared/schema.ts';
import { accountStatementSchema } from '@quittance/shared/statement.ts';
import { statementOfCustomerSchema } from '@quittance/shared/statement-request.ts';
import type { MerchantScope, ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param, query } from '../http/validate.ts';
import { getStatement } from '../statements/get-statement.ts';
import { type StatementFormat, statementResponse } from '../statements/get-statement-file.ts';
import { operation } from './operation.ts';

const path = '/v1/customers/:id/statement';
const scope = 'documents:read';
const customerParam = param(z.strictObject({ id: idSchema }));

export function statementApiRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      path,
      operation(deps, scope, {
        id: 'getStatement',
        summary: 'Statement of account for a period: balances at both ends, what happened in between, ageing',
        description:
          'Of one customer with one entity in one currency. Today it closes with what the lists say is owed.',
        answers: { 200: { schema: accountStatementSchema } },
      }),
      customerParam,
      query(statementOfCustomerSchema),
      async (c) => {
        const customerId = c.req.valid('param').id;
        const reader = readerOf(c.var.merchant, customerId);
        return c.json(await getStatement(deps, reader, { customerId, ...c.req.valid('query') }));
      },
    )
    .route('/', fileRoute(deps, 'pdf', 'application/pdf'))
    .route('/', fileRoute(deps, 'csv', 'text/csv'));
}

function fileRoute(deps: Deps, format: StatementFormat, mediaType: string) {
  return new Hono<AppEnv>().get(
    `${path}/${format}`,
    operation(deps, scope, {
      id: format === 'pdf' ? 'getStatementPdf' : 'getStatementCsv',
      summary: `The same statement as ${format.toUpperCase()}, in the language of the customer`,
      answers: { 200: { mediaType } },
    }),
    customerParam,
    query(statementOfCustomerSchema),
    (c) => {
      const customerId = c.req.valid('param').id;
      const request = { customerId, ...c.req.valid('query') };
      return statementResponse(deps, readerOf(c.var.merchant, customerId), request, format);
    },
  );
}

/** As somebody signed in for this customer. One of another merchant has nothing there, and is not found. */
function readerOf({ merchantId }: MerchantScope, customerId: string): ReaderScope {
  return { merchantId, customerIds: [customerId], onlyDocumentId: null };
}
