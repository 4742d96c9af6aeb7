import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { limitBody } from '../http/validate.ts';
import { countMail } from './comment-limits.ts';
import { findReplier, personOf, type Replier } from './find-replier.ts';
import { mailBytesMax, refuseLargeAnswer, takeAnswer } from './take-answer.ts';

type MailEnv = { Variables: AppEnv['Variables'] & { replier: Replier } };

const retryAfterSeconds = 30;
const mailType = /^message\/rfc822(;|$)/i;

/**
 * Raw messages from a mail provider, each to the reply address that stood in its envelope. 200 means that nobody needs to send it again,
 * not that it became a comment. Stands before the webhooks of payment providers, whose path would fit too.
 */
export function inboundMailRoutes(deps: Deps) {
  return new Hono<AppEnv>().post(
    '/webhooks/inbound-mail/:address',
    toReplier(deps),
    limitBody(mailBytesMax),
    async (c) => {
      if (!mailType.test(c.req.header('Content-Type') ?? '')) {
        throw new AppError(
          'unsupported_media_type',
          'expected Content-Type: message/rfc822 with the message as it came',
        );
      }
      await takeAnswer(deps, c.var.replier, new Uint8Array(await c.req.arrayBuffer()));
      return c.body(null, 200);
    },
  );
}

/** Asks whose address it is, and whether there is room, before a byte of the message is read. */
function toReplier(deps: Deps) {
  return createMiddleware<MailEnv>(async (c, next) => {
    const address = c.req.param('address') ?? '';
    const replier = await findReplier(deps, address);
    if (!replier) throw new AppError('not_found');
    const leave = deps.mailReader.enter(personOf(replier));
    if (!leave)
      throw new AppError('rate_limited', 'Other mails are being read. Send it again later.', { retryAfterSeconds });
    try {
      await countMail(deps, replier.id);
      c.set('replier', replier);
      await next();
      if (c.res.status === 413) await refuseLargeAnswer(deps, replier);
    } finally {
      leave();
    }
  });
}
