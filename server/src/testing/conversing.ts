import { commentSchema, commentThreadSchema, type Comment, type CommentThread } from '@quittance/shared/comment.ts';
import { expect } from 'vitest';
import { url, type TestApp } from '../testing.ts';
import { contactPayer } from './paying.ts';

/** Somebody of a customer, signed in, in the conversations about its documents. */
export type TestSpeaker = {
  cookie: string;
  thread(documentId: string, query?: string): Promise<CommentThread>;
  /** The answer as it comes. */
  send(documentId: string, comment: Record<string, string>, files?: readonly File[]): Promise<Response>;
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
  const send: TestSpeaker['send'] = async (documentId, comment, files = []) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(comment)) body.append(name, value);
    for (const file of files) body.append('file', file);
    return server.app.request(url(`/api/documents/${documentId}/comments`), { method: 'POST', headers: own, body });
  };
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
    read: async (documentId, upToId) =>
      server.app.request(url(`/api/documents/${documentId}/comments/read`), {
        method: 'POST',
        headers: { ...own, 'Content-Type': 'application/json' },
        body: JSON.stringify({ upToId }),
      }),
  };
}
