import { Hono, type Context } from 'hono';
import { countOne, type RateLimit } from '../access/rate-limit.ts';
import type { ServerDeps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { AppError } from '../http/errors.ts';
import { setPagePolicy } from '../http/security-headers.ts';
import { previewPage } from './preview-page.ts';
import { getPreview, previewLanding, previewMail, previewPaper } from './read-preview.ts';

/** Each takes a second of a processor. */
const drawings: RateLimit = { name: 'drawings of a preview', max: 30, windowSeconds: 3600 };

/** A brand that is not saved, for whoever has the link. There is nothing in it of any customer, and nothing it could mark as seen. */
export function previewRoutes(deps: ServerDeps) {
  return new Hono<AppEnv>()
    .use('/brand-previews/*', async (c, next) => {
      c.header('X-Robots-Tag', 'noindex');
      await next();
    })
    .get('/brand-previews/:token', async (c) => {
      const preview = await getPreview(deps, c.req.param('token'));
      return c.html(previewPage(preview, c.req.path, setPagePolicy(c, { frame: ["'self'"] })));
    })
    .get('/brand-previews/:token/landing', async (c) => {
      const landing = previewLanding(await getPreview(deps, c.req.param('token')));
      const nonce = Buffer.from(deps.random.bytes(16)).toString('base64');
      setFacePolicy(c, `'nonce-${nonce}'`);
      return c.html(deps.portal.renderLanding(landing, nonce));
    })
    .get('/brand-previews/:token/mail', async (c) => {
      const mail = await previewMail(deps, await getPreview(deps, c.req.param('token')));
      setFacePolicy(c, "'unsafe-inline'");
      return c.html(mail);
    })
    .get('/brand-previews/:token/paper', async (c) => {
      const preview = await getPreview(deps, c.req.param('token'));
      const { isOver, retryAfterSeconds } = await countOne(deps, drawings, preview.id);
      if (isOver) throw new AppError('rate_limited', undefined, { retryAfterSeconds });
      const picture = await previewPaper(deps, preview);
      if (!picture) throw new Error('the sample invoice could not be drawn');
      return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/png' });
    });
}

/** Shown in a frame of ours and nowhere else. It has its own pictures and style; no script, no form, no origin. */
function setFacePolicy(c: Context, style: string): void {
  const policy = ["default-src 'none'", 'img-src data:', `style-src ${style}`, "form-action 'none'", "base-uri 'none'"];
  c.header('Content-Security-Policy', [...policy, "frame-ancestors 'self'", 'sandbox'].join('; '));
}
