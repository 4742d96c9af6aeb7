import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { problemOf, url } from '../testing.ts';
import type { Own, Principal, PrincipalKind, RefusalWorld } from './refusal-world.ts';

/** What a route promises. One line per route in route-expectations.ts; the kit turns it into requests of everybody about everything. */
export type RouteExpectation = {
  /** Everybody else is refused with 401, 403 or 404, and nothing happens. */
  serves: readonly PrincipalKind[];
  /** The status for those it serves, about what is theirs. */
  answers: number;
  /** Parameters of the path. What differs between companies is theirs alone: to others it does not exist. */
  path?: (own: Own) => Record<string, string>;
  query?: string | ((own: Own) => Record<string, string>);
  json?: (own: Own) => object;
  form?: (own: Own) => Record<string, string>;
};

export type RouteCase = RouteExpectation & { method: string; pattern: string };
type Part = 'path' | 'json' | 'form';

const safeMethods = ['GET', 'HEAD'];
const refused = [401, 403, 404];

/** What a browser says of the page that asks. */
const ownPage = { Origin: url(''), 'Sec-Fetch-Site': 'same-origin' };
const foreignPages: Record<string, string>[] = [
  { Origin: 'http://evil.test', 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'http://evil.test' },
  { Origin: 'null' },
];

/** Everybody asks about what is A's: those who may are answered, the rest learn nothing and change nothing. */
export async function expectRightAnswers(world: RefusalWorld, route: RouteCase): Promise<void> {
  const before = await world.digest();
  for (const principal of [...world.principals].toSorted(
    (x, y) => Number(mayAsk(world, route, x)) - Number(mayAsk(world, route, y)),
  )) {
    const answer = await ask(world, route, principal, world.own);
    const text = await answer.clone().text();
    const isServed = mayAsk(world, route, principal);
    const visible = isServed ? [world.own.company, ...principal.sees] : principal.sees;
    for (const company of world.companies) {
      if (!visible.includes(company))
        expect(text, `${principal.name} reads of ${company.name}`).not.toContain(company.name);
    }
    if (isServed) {
      expect(answer.status, `${principal.name} is answered: ${text.slice(0, 300)}`).toBe(route.answers);
    } else {
      expect(isServedKind(route, principal) ? [404] : refused, `${principal.name} is refused`).toContain(answer.status);
      expect(await world.digest(), `${principal.name} changed nothing`).toBe(before);
    }
  }
  if (safeMethods.includes(route.method)) expect(await world.digest(), 'reading changes nothing').toBe(before);
}

/** What is another's is answered exactly like what never was. */
export async function expectForeignIsAbsent(world: RefusalWorld, route: RouteCase): Promise<void> {
  if (!isOwned(world, route, world.other)) return;
  const absent: Own = { linkToken: 'inv1_'.padEnd(45, 'A'), company: absentCompany(world.own) };
  const isAboutDocument = isOwned(world, route, beyondLink(world.own));
  for (const principal of world.principals) {
    if (!isServedKind(route, principal)) continue;
    const ofNobody = await told(await ask(world, route, principal, absent));
    expect(ofNobody.status, `${principal.name} asks for what never was`).toBe(404);
    if (principal.kind === 'link' && isAboutDocument) {
      const beyond = await told(await ask(world, route, principal, beyondLink(world.own)));
      expect(beyond, `${principal.name} opens one document`).toEqual(ofNobody);
    }
    if (mayAsk(world, route, principal)) continue;
    expect(await told(await ask(world, route, principal, world.own)), `${principal.name} sees no difference`).toEqual(
      ofNobody,
    );
  }
}

/** A change needs a page of ours or a program, the right type, and no field that nobody knows; twice is no worse than once. */
export async function expectStrictInput(world: RefusalWorld, route: RouteCase): Promise<void> {
  if (safeMethods.includes(route.method)) return;
  const served = world.principals.find((principal) => mayAsk(world, route, principal));
  if (!served) throw new Error(`${route.pattern} serves nobody`);
  for (const page of foreignPages) {
    const answer = await ask(world, route, served, world.own, page);
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'cross_site_request']);
  }
  if (route.json) {
    const typed = await ask(world, route, served, world.own, { ...ownPage, 'Content-Type': 'text/plain' });
    expect([typed.status, (await problemOf(typed)).code]).toEqual([415, 'unsupported_media_type']);
    const json = (own: Own) => ({ ...route.json?.(own), nobodyKnowsThis: 1 });
    const answer = await ask(world, { ...route, json }, served, world.own);
    const problem = await problemOf(answer);
    expect([answer.status, problem.code]).toEqual([422, 'invalid_request']);
    expect(problem.issues?.map(({ path }) => path)).toContain('body.nobodyKnowsThis');
  }
  for (let time = 1; time <= 2; time += 1) {
    const answer = await ask(world, route, served, world.own);
    expect(answer.status, `time ${time}: ${await answer.text()}`).toBeLessThan(500);
  }
}

function isServedKind(route: RouteCase, { kind }: Principal): boolean {
  return route.serves.includes(kind) || route.serves.includes('anonymous');
}

/** Served, and asking about what is theirs, or about nothing that is anybody's. */
function mayAsk(world: RefusalWorld, route: RouteCase, principal: Principal): boolean {
  if (!isServedKind(route, principal)) return false;
  return (
    route.serves.includes('anonymous') ||
    !isOwned(world, route, world.other) ||
    principal.sees.includes(world.own.company)
  );
}

/** Whether the request names something that is one's own and not `other`'s. */
function isOwned({ own }: RefusalWorld, route: RouteCase, other: Own): boolean {
  const parts: Part[] = ['path', 'json', 'form'];
  const isOther = parts.some((part) => JSON.stringify(route[part]?.(own)) !== JSON.stringify(route[part]?.(other)));
  return isOther || queryOf(route, own) !== queryOf(route, other);
}

function queryOf({ query = '' }: RouteExpectation, own: Own): string {
  return typeof query === 'string' ? query : `?${new URLSearchParams(query(own)).toString()}`;
}

async function ask(
  { server }: RefusalWorld,
  route: RouteCase,
  principal: Principal,
  own: Own,
  page: Record<string, string> = ownPage,
): Promise<Response> {
  const { method, pattern, path, json, form } = route;
  const values = path?.(own) ?? {};
  const target = pattern.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? randomUUID()),
  );
  const typed = {
    ...(json && { 'Content-Type': 'application/json' }),
    ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
  };
  const body = json ? JSON.stringify(json(own)) : form && new URLSearchParams(form(own)).toString();
  const init = {
    method,
    headers: { ...typed, ...page, ...principal.headers },
    ...(body !== undefined && { body }),
  };
  return server.app.request(url(target + queryOf(route, own)), init);
}

/** All of an answer but what is new every time. */
async function told(answer: Response) {
  const { 'x-request-id': _, ...headers } = Object.fromEntries(answer.headers);
  const text = await answer.text();
  return { status: answer.status, headers, text: text.replace(/"requestId":"[^"]*"/, '') };
}

/** Another document of the same company. */
function beyondLink({ company, linkToken }: Own): Own {
  return { linkToken, company: { ...company, invoiceId: company.otherInvoiceId } };
}

function absentCompany({ company }: Own): Own['company'] {
  const ids = { customerId: randomUUID(), contactId: randomUUID(), colleagueId: randomUUID() };
  return { ...company, ...ids, invoiceId: randomUUID(), otherInvoiceId: randomUUID() };
}
