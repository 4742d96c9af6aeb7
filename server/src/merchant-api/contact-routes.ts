import { Hono } from 'hono';
import { z } from 'zod';
import { apiContactPageSchema, apiContactSchema, newContactSchema } from '@quittance/shared/merchant-api/customer.ts';
import { pageQuerySchema } from '@quittance/shared/merchant-api/page.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { json, param, query } from '../http/validate.ts';
import { disableContact, findCustomer, insertContact, listContacts } from './customer-queries.ts';
import { idempotent } from './idempotency.ts';
import { operation } from './operation.ts';
import { afterId, pageOf } from './page.ts';

const idParam = z.strictObject({ id: idSchema });

export function contactRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get(
      '/v1/customers/:id/contacts',
      operation(deps, 'customers:read', {
        id: 'listContacts',
        summary: "List a customer's contacts",
        answers: { 200: { schema: apiContactPageSchema } },
      }),
      param(idParam),
      query(pageQuerySchema),
      async (c) => {
        const { limit, after } = c.req.valid('query');
        const { id } = c.req.valid('param');
        await assertCustomer(deps, c.var.merchant, id);
        const position = { after: afterId(after), limit: limit + 1 };
        return c.json(pageOf(await listContacts(deps.db, c.var.merchant, id, position), limit));
      },
    )
    .post(
      '/v1/customers/:id/contacts',
      operation(deps, 'customers:write', {
        id: 'addContact',
        summary: 'Add a contact',
        description: 'Whoever reads mail at the address may sign in and see every document of the customer.',
        answers: { 201: { schema: apiContactSchema } },
      }),
      param(idParam),
      json(newContactSchema),
      idempotent(deps),
      async (c) => {
        const { id } = c.req.valid('param');
        await assertCustomer(deps, c.var.merchant, id);
        const contact = await insertContact(deps.db, c.var.merchant, id, c.req.valid('json'));
        if (!contact) throw new AppError('already_exists', 'The customer has a contact of this address already.');
        return c.json(contact, 201);
      },
    )
    .post(
      '/v1/contacts/:id/disable',
      operation(deps, 'customers:write', {
        id: 'disableContact',
        summary: 'Disable a contact',
        description: 'At once: sessions end, and mailed links only lead to the sign-in page. Twice does nothing more.',
        answers: { 200: { schema: apiContactSchema } },
      }),
      param(idParam),
      idempotent(deps),
      async (c) => {
        const contactId = c.req.valid('param').id;
        const contact = await disableContact(deps.db, c.var.merchant, { contactId, now: deps.clock.now() });
        if (!contact) throw new AppError('not_found');
        return c.json(contact);
      },
    );
}

async function assertCustomer(deps: Pick<Deps, 'db'>, scope: MerchantScope, customerId: string): Promise<void> {
  if (!(await findCustomer(deps.db, scope, customerId))) throw new AppError('not_found');
}
