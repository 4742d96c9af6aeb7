import type { MiddlewareHandler } from 'hono';

/** Nobody reads the body of an answer to HEAD, so nobody would tell what is drawn while it is read to stop. */
export const endHead: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method === 'HEAD') await c.res.body?.cancel();
};
