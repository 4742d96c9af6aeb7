import { commentSchema, commentThreadSchema, type Comment, type CommentThread } from '@quittance/shared/comment.ts';
import { expect } from 'vitest';
import { url, type TestApp } from '../testing.ts';
import { contactPayer } from './paying.ts';

/** Somebody of a customer, signed in, in the conversations about its documents. */
export type TestSpeaker = {
  cookie: string;
  thread(documentId: string, query?: string): Promise<CommentThread>;
  /** The answer as it comes. */
  send(documentId: string, comment: object | FormData): Promise<Response>;
  say(documentId: string, text: string): Promise<Comment>;
  get(path: string): Promise<Response>;
  read(documentId: string, upToId: string): Promise<Response>;
};

export async function openSpeaker(
  server: TestApp,
  contact: { merchantId: string; contactId: string },
): Promise<TestSpeaker> {
  const { cookie } = await contactPayer(server, contact);
  const own = { Cookie: cookie, Origin: url(''), 'Sec-Fetch-Site': 'same-origin' };
  const get = async (path: string) => server.app.request(url(path), { headers: own });
  const post = async (path: string, body: object | FormData) =>
    server.app.request(url(path), {
      method: 'POST',
      headers: body instanceof FormData ? own : { ...own, 'Content-Type': 'application/json' },
      body: body instanceof FormData ? body : JSON.stringify(body),
    });
  const send = (documentId: string, comment: object | FormData) =>
    post(`/api/documents/${documentId}/comments`, comment);
  return {
    cookie,
    get,
    send,
    async thread(documentId, query = '') {
      const answer = await get(`/api/documents/${documentId}/comments${query}`);
      expect(answer.status).toBe(200);
      return commentThreadSchema.parse(await answer.json());
    },
    async say(documentId, text) {
      const answer = await send(documentId, { text });
      expect(answer.status).toBe(201);
      return commentSchema.parse(await answer.json());
    },
    read: (documentId, upToId) => post(`/api/documents/${documentId}/comments/read`, { upToId }),
  };
}
