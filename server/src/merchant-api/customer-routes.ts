import { Hono } from 'hono';
import { z } from 'zod';
import {
  apiCustomerPageSchema,
  apiCustomerSchema,
  customerChangeSchema,
  customerFilterSchema,
  newCustomerSchema,
} from '@quittance/shared/merchant-api/customer.ts';
import { numberKey } from '@quittance/shared/party-text.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param, query } from '../http/validate.ts';
import { addCustomer } from './add-customer.ts';
import { findCustomer, listCustomers, updateCustomer } from './customer-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

const customerParam = z.strictObject({ id: idSchema });

export function customerRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/customers',
      operation(deps, 'customers:read', {
        id: 'listCustomers',
        summary: 'List customers',
        answers: { 200: { schema: apiCustomerPageSchema } },
      }),
      query(customerFilterSchema),
      async (c) => {
        const { limit, after, vatNumber, email } = c.req.valid('query');
        const filter = { vatNumber: numberKey(vatNumber), email: email?.toLowerCase() ?? null };
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listCustomers(deps.db, c.var.merchant, filter, position), limit));
      },
    )
    .post(
      '/v1/customers',
      operation(deps, 'customers:write', {
        id: 'addCustomer',
        summary: 'Add a customer',
        description: 'Not needed before an import, which adds the buyers it does not find.',
        answers: { 201: { schema: apiCustomerSchema } },
      }),
      json(newCustomerSchema),
      idempotent(deps),
      async (c) => c.json(await addCustomer(deps, c.var.merchant, c.req.valid('json')), 201),
    )
    .get(
      '/v1/customers/:id',
      operation(deps, 'customers:read', {
        id: 'getCustomer',
        summary: 'Read one customer',
        answers: { 200: { schema: apiCustomerSchema } },
      }),
      param(customerParam),
      async (c) => {
        const customer = await findCustomer(deps.db, c.var.merchant, c.req.valid('param').id);
        if (!customer) throw new AppError('not_found');
        return c.json(customer);
      },
    )
    .patch(
      '/v1/customers/:id',
      operation(deps, 'customers:write', {
        id: 'changeCustomer',
        summary: "Change a customer's language, audience, what its links open, or who gets its invoices",
        answers: { 200: { schema: apiCustomerSchema } },
      }),
      param(customerParam),
      json(customerChangeSchema),
      async (c) => {
        const change = c.req.valid('json');
        const customer = await updateCustomer(deps.db, c.var.merchant, c.req.valid('param').id, change);
        if (!customer) throw new AppError('not_found');
        return c.json(customer);
      },
    );
}
