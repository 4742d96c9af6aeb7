import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { apiScopes } from '@quittance/shared/access.ts';
import { issueApiKey, revokeApiKey } from '../access/api-key.ts';
import { mintDocumentLink } from '../access/mint-document-link.ts';
import { insertSession } from '../access/session-queries.ts';
import { testApp, type TestApp } from '../testing.ts';
import { openBrowser } from './browser.ts';
import { insertTwoCompanies, type Company } from './fixtures.ts';

/** How somebody may come to us. A revoked key, and one without any scope, count as nobody. */
export type PrincipalKind = 'anonymous' | 'link' | 'session' | 'key';

export type Principal = {
  name: string;
  kind: PrincipalKind;
  /** The companies whose things this one may see, where a route serves this kind at all. */
  sees: readonly Company[];
  headers: Record<string, string>;
};

/** What a route can be asked about: everything that belongs to one company. */
export type Own = { company: Company; linkToken: string };

export type RefusalWorld = {
  server: TestApp;
  own: Own;
  /** The same of another company, which only its own people may see. */
  other: Own;
  companies: readonly Company[];
  principals: readonly Principal[];
  /** Changes with every business fact. */
  digest(): Promise<string>;
};

/** A server on a database of its own with everybody who could come to it. */
export async function openRefusalWorld(): Promise<RefusalWorld> {
  const server = await testApp();
  const { a, b, c } = await insertTwoCompanies(server.db);
  const ownOf = async (company: Company): Promise<Own> => {
    const link = { documentId: company.invoiceId, contactId: company.contactId };
    return { company, linkToken: (await mintDocumentLink(server.deps, company, link)).token };
  };
  const own = await ownOf(a);
  const revoked = await keyOf(server, a, apiScopes);
  await revokeApiKey(server.deps, a, revoked.id);
  const key = (name: string, kind: PrincipalKind, sees: Company[], { key: token }: { key: string }): Principal => {
    return { name, kind, sees, headers: { Authorization: `Bearer ${token}` } };
  };
  return {
    server,
    own,
    other: await ownOf(b),
    companies: [a, b, c],
    principals: [
      { name: 'nobody', kind: 'anonymous', sees: [], headers: {} },
      { name: 'the holder of a link of A', kind: 'link', sees: [a], headers: await linkCookie(server, own) },
      { name: 'somebody of A', kind: 'session', sees: [a], headers: await sessionCookie(server, a) },
      { name: 'somebody of B', kind: 'session', sees: [b], headers: await sessionCookie(server, b) },
      key('the merchant’s key', 'key', [a, b], await keyOf(server, a, apiScopes)),
      key('another merchant’s key', 'key', [c], await keyOf(server, c, apiScopes)),
      key('a key without scopes', 'anonymous', [], await keyOf(server, a, [])),
      key('a revoked key', 'anonymous', [], revoked),
    ],
    digest: () => digestOf(server),
  };
}

function keyOf(server: TestApp, { merchantId }: Company, scopes: typeof apiScopes | []) {
  return issueApiKey(server.deps, { merchantId }, { name: 'test', scopes });
}

async function linkCookie(server: TestApp, { linkToken }: Own): Promise<Record<string, string>> {
  const browser = openBrowser(server);
  await browser.postForm(`/i/${linkToken}/pay`);
  return { Cookie: `__Host-lnk=${browser.cookies.get('__Host-lnk')}` };
}

async function sessionCookie(server: TestApp, company: Company): Promise<Record<string, string>> {
  const token = createHash('sha256').update(company.contactId).digest('base64url');
  const now = server.clock.now();
  await insertSession(server.db, {
    merchantId: company.merchantId,
    contactId: company.contactId,
    email: company.email,
    tokenSha256: createHash('sha256').update(token).digest(),
    method: 'code',
    isRemembered: false,
    now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  });
  return { Cookie: `__Host-sid=${token}` };
}

/** Who is signed in, counters, and the PDF of an immutable document, which is drawn when it is first asked for and then kept. */
const notBusiness = [
  'sign_in_challenges',
  'sessions',
  'link_sessions',
  'rate_limits',
  'api_keys',
  'document_files',
  'migrations',
];

async function digestOf({ db }: TestApp): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and not (table_name = any(${notBusiness})) order by 1`.execute(db);
  const tables = rows.map(
    ({ name }) =>
      sql`select ${name} as name, md5(string_agg(t::text, ',' order by t::text)) as hash from ${sql.table(name)} t`,
  );
  const hashes = await sql`${sql.join(tables, sql` union all `)}`.execute(db);
  return JSON.stringify(hashes.rows);
}
