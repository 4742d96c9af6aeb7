import { generateSpecs, resolver } from 'hono-openapi';
import type { Hono } from 'hono';
import { problemSchema } from '@quittance/shared/api-error.ts';
import type { Config } from '../config.ts';
import type { AppEnv } from '../http/app-env.ts';

/** OpenAPI 3.1, derived from the routes and from the schemas that check what comes in. */
export async function describeApi(api: Hono<AppEnv>, { publicUrl }: Pick<Config, 'publicUrl'>) {
  return generateSpecs(api, {
    // Wrong input is a problem like any other.
    defaultValidationErrorResponse: false,
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Quittance',
        version: '1',
        description,
        license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of `quittance api-keys issue`; each operation names the scope it needs.',
          },
        },
        responses: {
          Problem: {
            description: 'Refused, and why (RFC 9457); `code` is stable, the sentences are not.',
            content: { 'application/problem+json': { schema: resolver(problemSchema.meta({ id: 'Problem' })) } },
          },
        },
      },
    },
  });
}

const description = `Invoices in, payments out: the API for a merchant's own software.

- Amounts are whole minor units of the currency beside them: 1250 EUR is € 12.50. Dates are calendar dates of the entity, instants are UTC.
- Unknown fields, keys that come twice and query parameters that come twice are refused, not ignored.
- Lists are in the order in which things were added. Give \`nextCursor\` back as \`after\` for the next page; a page holds at most 200 items.
- Every POST takes an \`Idempotency-Key\`.
- A request holds at most 256 KiB, an import 32 MiB.
- What belongs to another merchant does not exist here: 404.`;
