import { url, type TestApp } from '../testing.ts';

/** A browser on one of our pages: it keeps cookies, says where a change comes from, and follows nothing by itself. */
export type Browser = {
  cookies: Map<string, string>;
  get(path: string, init?: RequestInit): Promise<Response>;
  postJson(path: string, body: unknown): Promise<Response>;
  postForm(path: string, fields?: Record<string, string>): Promise<Response>;
};

export function openBrowser(
  { app }: Pick<TestApp, 'app'>,
  extra: Record<string, string> = {},
  origin = url(''),
): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers({ ...extra, ...Object.fromEntries(new Headers(init.headers)) });
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await app.request(`${origin}${path}`, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  const own = { Origin: origin, 'Sec-Fetch-Site': 'same-origin' };
  return {
    cookies,
    get: (path, init = {}) => send(path, init),
    postJson: (path, body) =>
      send(path, {
        method: 'POST',
        headers: { ...own, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    // A form of a page without referrer hides its origin, even from its own site.
    postForm: (path, fields = {}) =>
      send(path, {
        method: 'POST',
        headers: { ...own, Origin: 'null', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (attributes.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}
