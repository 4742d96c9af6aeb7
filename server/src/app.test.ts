import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from './testing.ts';
import { expectForeignIsAbsent, expectRightAnswers, expectStrictInput } from './testing/refusal-kit.ts';
import { openRefusalWorld, type RefusalWorld } from './testing/refusal-world.ts';
import { routeExpectations } from './testing/route-expectations.ts';

describe('the app', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
  });
  afterAll(() => server.close());

  test('has no route without a promise whom it serves, and no promise without a route (T22)', () => {
    const routes = server.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(routeExpectations).toSorted()).toEqual([...new Set(routes)].toSorted());
  });
});

const cases = Object.entries(routeExpectations).map(([name, expectation]) => {
  const [method = '', pattern = ''] = name.split(' ');
  return { ...expectation, name, method, pattern };
});

/** A rule that hangs on a path's spelling is no rule. */
const spellings: ((path: string) => string)[] = [
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => path.toUpperCase(),
  (path) => path.replace('/', '/./'),
  (path) => path.replace('/', '/%2e%2e/'),
  (path) => path.replace('/', '/x/../'),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => `/${path.slice(1).replaceAll('/', '%2f')}`,
  (path) => `${path};x`,
  (path) => `${path}%00`,
  (path) => `${path}.json`,
];

describe('a signed-out browser', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await testApp();
  });
  afterAll(() => server.close());

  const closed = cases.filter(({ serves, method }) => method === 'GET' && !serves.includes('anonymous'));

  test.each(closed)('is kept out of $name however it writes the path (T30)', async ({ pattern }) => {
    const path = pattern.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
    for (const spell of [(same: string) => same, ...spellings]) {
      for (const headers of [{}, { 'X-HTTP-Method-Override': 'POST' }, { 'X-Original-URL': '/healthz' }]) {
        const { status } = await server.app.request(`http://quittance.test${spell(path)}`, { headers });
        expect([401, 404], spell(path)).toContain(status);
      }
    }
  });
});

const isReading = ({ method }: { method: string }) => method === 'GET';

describe('a route that reads', () => {
  let world: RefusalWorld;
  beforeAll(async () => {
    world = await openRefusalWorld();
  });
  afterAll(() => world.server.close());

  test.each(cases.filter(isReading))(
    '$name answers whom it serves about what is theirs, and nobody else (T22, T26)',
    async (route) => {
      await expectRightAnswers(world, route);
      await expectForeignIsAbsent(world, route);
    },
  );
});

describe('a route that changes something', () => {
  let world: RefusalWorld;
  beforeEach(async () => {
    world = await openRefusalWorld();
  });
  afterEach(() => world.server.close());

  test.each(cases.filter((route) => !isReading(route)))(
    '$name obeys whom it serves about what is theirs, and nobody else (T22, T27, T32)',
    async (route) => {
      await expectRightAnswers(world, route);
      await expectForeignIsAbsent(world, route);
      await expectStrictInput(world, route);
    },
  );
});
