import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { Problem } from '@quittance/shared/api-error.ts';
import type { CommentThread, UnreadThreads } from '@quittance/shared/comment.ts';
import { noProposals } from './proposals.ts';

const origin = 'http://quittance.test';

/**
 * The server as the portal sees it; each test says what it answers. Where it does not, nobody has said or proposed anything about a
 * document, and nothing can be paid together.
 */
export const network = setupServer(
  http.get(`${origin}/api/documents/:id/comments`, () =>
    json({ comments: [], earlierCursor: null, unreadCount: 0 } satisfies CommentThread),
  ),
  http.get(`${origin}/api/documents/:id/proposals`, () => json(noProposals)),
  http.post(`${origin}/api/payments/payable`, () => json({ totals: [] })),
  http.get(`${origin}/api/comments/unread`, () => json({ documents: [] } satisfies UnreadThreads)),
);

export function answers(method: 'get' | 'post', path: string, body: unknown, status = 200): void {
  network.use(http[method](origin + path, () => json(body, status)));
}

/** Answers with `answer`, and keeps the JSON that it was sent. */
export function listens(path: string, answer: () => Response): unknown[] {
  const heard: unknown[] = [];
  network.use(
    http.post(origin + path, async ({ request }) => {
      heard.push(await request.json());
      return answer();
    }),
  );
  return heard;
}

/** The same for a form; files by their names. */
export function listensToForm(
  path: string,
  answer: (form: Record<string, string>) => Response,
): Record<string, string>[] {
  const heard: Record<string, string>[] = [];
  network.use(
    http.post(origin + path, async ({ request }) => {
      const fields = [...(await request.formData())];
      const form = Object.fromEntries(
        fields.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
      );
      heard.push(form);
      return answer(form);
    }),
  );
  return heard;
}

export function json(body: unknown, status = 200): Response {
  return new HttpResponse(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

export function problem(code: Problem['code'], status: number, told: Partial<Problem> = {}): Response {
  return json({ type: `urn:quittance:problem:${code}`, title: code, status, code, requestId: 'r1', ...told }, status);
}

export function isCutOff(path: string): void {
  network.use(http.post(origin + path, () => HttpResponse.error()));
}
