import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { z } from 'zod';
import { apiScopes, type ApiScope } from '@quittance/shared/access.ts';
import { issueApiKey } from '../access/api-key.ts';
import { url, type TestApp } from '../testing.ts';

export type ApiAnswer = { status: number; body: unknown; headers: Headers };
export type ApiCall = { json?: unknown; body?: RequestInit['body']; headers?: Record<string, string>; key?: string };
export type ApiCaller = (method: string, path: string, call?: ApiCall) => Promise<ApiAnswer>;

/**
 * Calls the merchant API with a key of this merchant, and holds every answer to the description that the API publishes of
 * itself: an operation, a status or a field that it does not name fails the test.
 */
export async function openApiCaller(
  server: TestApp,
  merchantId: string,
  scopes: readonly ApiScope[] = apiScopes,
): Promise<ApiCaller> {
  const { key } = await issueApiKey(server.deps, { merchantId }, { name: 'test', scopes });
  const judge = await openJudge(server);
  return async (method, path, { json, body, headers = {}, key: otherKey } = {}) => {
    const init = {
      method,
      headers: {
        Authorization: `Bearer ${otherKey ?? key}`,
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(body !== undefined && { body }),
    };
    const answer = await server.app.request(url(path), init);
    const type = answer.headers.get('Content-Type') ?? '';
    const answered = type.includes('json') ? await answer.json() : new Uint8Array(await answer.arrayBuffer());
    judge(method, path, answer.status, type, answered);
    return { status: answer.status, body: answered, headers: answer.headers };
  };
}

const describedSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
      }),
    ),
  ),
});

async function openJudge(server: TestApp) {
  const document = describedSchema.parse(await (await server.app.request(url('/v1/openapi.json'))).json());
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const known = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string) => {
    const validator = known.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    known.set(pointer, validator);
    return validator;
  };
  return (method: string, path: string, status: number, type: string, body: unknown) => {
    const template = Object.keys(document.paths).find((each) => isOf(each, new URL(path, 'http://x').pathname));
    const operation = template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()];
    // What is no operation of the API is answered like any unknown address.
    if (template === undefined || !operation) return expect(status, `${method} ${path} is not described`).toBe(404);
    const media = type.split(';')[0] ?? '';
    const isDescribed = operation.responses[status] !== undefined;
    if (!isDescribed) expect(media, `${method} ${path} answers ${status}`).toBe('application/problem+json');
    const pointer = isDescribed
      ? `/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}/content/${escaped(media)}/schema`
      : '/components/responses/Problem/content/application~1problem+json/schema';
    if (!media.includes('json'))
      return expect(Object.keys(operation.responses[status]?.content ?? {})).toContain(media);
    const validate = validatorAt(pointer);
    expect(validate(body), `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`).toBe(true);
  };
}

function isOf(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
