import { Hono } from 'hono';
import { z } from 'zod';
import { explainedCalculationSchema } from '@quittance/shared/calculation.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { ServerDeps } from '../deps.ts';
import { calculationPdfResponse } from '../documents/calculation-files.ts';
import { dayQuery, getCalculation } from '../documents/get-calculation.ts';
import type { AppEnv } from '../http/app-env.ts';
import { param, query } from '../http/validate.ts';
import { readerOf } from './document-reader.ts';
import { operation } from './operation.ts';

const idParam = z.strictObject({ id: idSchema });

export function calculationRoutes(deps: ServerDeps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/invoices/:id/calculation',
      operation(deps, 'documents:read', {
        id: 'getCalculation',
        summary: 'What an invoice comes to as of a day, line by line, with all that it comes from',
        description:
          'Of a day that is over by what was known then, else by all that is known now. Refused with `not_yet_issued` before the ' +
          'issue date, and with `rate_unknown` where a rate that the policy follows is not published for the day.',
        answers: { 200: { schema: explainedCalculationSchema } },
      }),
      param(idParam),
      query(dayQuery),
      async (c) => {
        const { id } = c.req.valid('param');
        const reader = await readerOf(deps, c.var.merchant, { kind: 'invoice', id });
        return c.json(await getCalculation(deps, reader, { invoiceId: id, asOfDate: c.req.valid('query').as_of }));
      },
    )
    .get(
      '/v1/invoices/:id/calculation/pdf',
      operation(deps, 'documents:read', {
        id: 'getCalculationPdf',
        summary: 'The same calculation as PDF, in the language of the customer',
        answers: { 200: { mediaType: 'application/pdf' } },
      }),
      param(idParam),
      query(dayQuery),
      async (c) => {
        const { id } = c.req.valid('param');
        const reader = await readerOf(deps, c.var.merchant, { kind: 'invoice', id });
        return calculationPdfResponse(deps, reader, { invoiceId: id, asOfDate: c.req.valid('query').as_of });
      },
    );
}
