import { resolver, uniqueSymbol, type DescribeRouteOptions } from 'hono-openapi';
import type { z } from 'zod';
import type { ApiScope } from '@quittance/shared/access.ts';
import { requireApiKey } from '../access/require-api-key.ts';
import type { Deps } from '../deps.ts';

type Answer = { schema: z.ZodType; description?: string } | { mediaType: string; description?: string };

export type Operation = {
  /** Names the operation in generated clients. */
  id: string;
  summary: string;
  description?: string;
  /** By status. Every other answer is a problem. */
  answers: Record<number, Answer>;
  requestBody?: DescribeRouteOptions['requestBody'];
};

/**
 * Lets in a key that has the scope, and writes the operation into the published description: one line says both, so that
 * what is documented is what is asked for.
 */
export function operation(deps: Pick<Deps, 'db' | 'clock'>, scope: ApiScope, described: Operation) {
  const { id, summary, description, answers, requestBody } = described;
  const spec: DescribeRouteOptions = {
    operationId: id,
    summary,
    ...(description && { description }),
    tags: [scope.slice(0, scope.indexOf(':'))],
    security: [{ apiKey: [scope] }],
    ...(requestBody && { requestBody }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
  return Object.assign(requireApiKey(deps, scope), { [uniqueSymbol]: { spec } });
}

function responseOf(answer: Answer) {
  const { description = 'Done' } = answer;
  if ('mediaType' in answer) {
    const schema = { type: 'string' as const, format: 'binary' };
    return { description, content: { [answer.mediaType]: { schema } } };
  }
  return { description, content: { 'application/json': { schema: resolver(answer.schema) } } };
}
