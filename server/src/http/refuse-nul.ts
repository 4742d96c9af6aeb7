import type { MiddlewareHandler } from 'hono';
import { AppError } from './errors.ts';

/** The one character that PostgreSQL's text cannot hold: a path with it names nothing, and no question has it. */
export const refuseNul: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (pathname.includes('%00')) throw new AppError('not_found');
  if (search.includes('%00')) {
    throw new AppError('invalid_request', 'query: holds the NUL character; leave it out', { status: 400 });
  }
  await next();
};
