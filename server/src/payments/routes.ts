import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { commentFileBytesMax } from '@quittance/shared/comment-file.ts';
import { listToPaySchema } from '@quittance/shared/payable.ts';
import {
  announceSchema,
  challengeAnswerSchema,
  startAttemptSchema,
  startDraftSchema,
} from '@quittance/shared/payment.ts';
import { idSchema } from '@quittance/shared/schema.ts';
import { readerLanguage } from '../access/language-choice.ts';
import { currentPayer, currentPayerOfLists, currentPayers } from '../access/reader.ts';
import type { Payer } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/app-env.ts';
import { form, json, limitBody, param } from '../http/validate.ts';
import { readFiles } from '../comments/accept-files.ts';
import { announceTransfer } from './announce-transfer.ts';
import { isOpen } from './attempt-state.ts';
import { ownAttempt, payerLanguage, payerOfDraft } from './current-payers.ts';
import { getMethodIcon } from './get-method-icon.ts';
import { payerReceiptResponse } from './get-receipt.ts';
import { listPayableTotals } from './choose-invoices.ts';
import { getDraftPage } from './read-draft-page.ts';
import { getAttemptView, getDraftView, getPayPage } from './read-payments.ts';
import { renewDraft } from './renew-draft.ts';
import { cancelPayment, settlePayment } from './settle-payment.ts';
import { answerSimulatedChallenge } from './simulate-payment.ts';
import { settleByCredit } from './settle-by-credit.ts';
import { startAttempt } from './start-attempt.ts';
import { startDraft } from './start-draft.ts';

const iconParams = z.strictObject({ provider: z.string(), account: idSchema, method: z.string() });
const proofUpload = limitBody(commentFileBytesMax + 256 * 1024);
const idParam = param(z.strictObject({ id: idSchema }));

/** Paying, by somebody signed in or by the holder of a mailed link. */
export function paymentRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .route('/', draftRoutes(deps))
    .route('/', announcementRoutes(deps))
    .route('/', attemptRoutes(deps))
    .route('/', iconRoutes(deps));
}

function draftRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get('/api/payments/invoices/:id', idParam, async (c) => {
      const { id } = c.req.valid('param');
      const payer = await currentPayer(deps, c, id);
      return c.json(await getPayPage(deps, { ...payer, language: await payerLanguage(deps, c, payer) }, id));
    })
    .get('/api/payments/:id/receipt', idParam, async (c) =>
      payerReceiptResponse(deps, await currentPayers(deps, c), c.req.valid('param').id, await readerLanguage(deps, c)),
    )
    .post('/api/payments/payable', json(listToPaySchema), async (c) => {
      const { reader } = await currentPayerOfLists(deps, c);
      return c.json(await listPayableTotals(deps, reader, c.req.valid('json')));
    })
    .post('/api/payments/drafts', json(startDraftSchema), async (c) => {
      const request = c.req.valid('json');
      const only = request.invoiceIds?.length === 1 ? request.invoiceIds[0] : undefined;
      const payer = request.list ? await currentPayerOfLists(deps, c) : await currentPayer(deps, c, only);
      const { draftId } = await startDraft(deps, payer, request);
      return c.json(await getDraftView(deps, await drafter(deps, c, payer), draftId), 201);
    })
    .get('/api/payments/drafts/:id', idParam, async (c) => {
      const { id } = c.req.valid('param');
      const payer = await payerOfDraft(deps, c, id);
      return c.json(await getDraftView(deps, await drafter(deps, c, payer), id));
    })
    .get('/api/payments/drafts/:id/page', idParam, async (c) => {
      const { id } = c.req.valid('param');
      const payer = await payerOfDraft(deps, c, id);
      return c.json(await getDraftPage(deps, { ...payer, language: await payerLanguage(deps, c, payer) }, id));
    })
    .post('/api/payments/drafts/:id/renew', idParam, async (c) => {
      const { id } = c.req.valid('param');
      const { draftId } = await renewDraft(deps, await payerOfDraft(deps, c, id), id);
      return c.json({ id: draftId }, 201);
    })
    .post('/api/payments/drafts/:id/credit', idParam, async (c) => {
      const { id } = c.req.valid('param');
      await settleByCredit(deps, await payerOfDraft(deps, c, id), id);
      return c.body(null, 204);
    })
    .post('/api/payments/drafts/:id/attempts', idParam, json(startAttemptSchema), async (c) => {
      const { id } = c.req.valid('param');
      const payer = await payerOfDraft(deps, c, id);
      const language = await payerLanguage(deps, c, payer);
      const request = { ...c.req.valid('json'), origin: c.var.site.origin, language };
      await startAttempt(deps, payer, id, request);
      return c.json(await getAttemptView(deps, await ownAttempt(deps, c, request.attemptId)), 201);
    });
}

async function drafter(deps: Deps, c: Context, payer: Payer) {
  const { reader, principal } = payer;
  return { merchantId: reader.merchantId, principal, language: await payerLanguage(deps, c, payer) };
}

function announcementRoutes(deps: Deps) {
  // Before a byte of what comes with it is read.
  const isOwnDraft = createMiddleware<AppEnv>(async (c, next) => {
    await payerOfDraft(deps, c, c.req.param('id') ?? '');
    await next();
  });
  return new Hono<AppEnv>().post(
    '/api/payments/drafts/:id/announcement',
    idParam,
    isOwnDraft,
    proofUpload,
    form(announceSchema),
    async (c) => {
      const { id } = c.req.valid('param');
      const files = await readFiles(c.req.valid('form').file);
      await announceTransfer(deps, await payerOfDraft(deps, c, id), id, files);
      return c.body(null, 204);
    },
  );
}

function attemptRoutes(deps: Deps) {
  return new Hono<AppEnv>()
    .get('/api/payments/attempts/:id', idParam, async (c) =>
      c.json(await getAttemptView(deps, await ownAttempt(deps, c, c.req.valid('param').id))),
    )
    .post('/api/payments/attempts/:id/refresh', idParam, async (c) => {
      const attempt = await ownAttempt(deps, c, c.req.valid('param').id);
      if (isOpen(attempt.state)) await settlePayment(deps, attempt.id);
      return c.json(await getAttemptView(deps, attempt));
    })
    .post('/api/payments/attempts/:id/cancel', idParam, async (c) => {
      const attempt = await ownAttempt(deps, c, c.req.valid('param').id);
      await cancelPayment(deps, attempt);
      return c.json(await getAttemptView(deps, attempt));
    })
    .post('/api/payments/attempts/:id/challenge', idParam, json(challengeAnswerSchema), async (c) => {
      const { id, provider } = await ownAttempt(deps, c, c.req.valid('param').id);
      await answerSimulatedChallenge(deps, { provider, attemptId: id, answer: c.req.valid('json').answer });
      await settlePayment(deps, id);
      return c.json(await getAttemptView(deps, await ownAttempt(deps, c, id)));
    });
}

/** Pictures of methods; they say nothing of anybody. */
function iconRoutes(deps: Deps) {
  return new Hono<AppEnv>().get('/api/payments/icons/:provider/:account/:method', param(iconParams), async (c) => {
    const { bytes, type } = await getMethodIcon(deps, c.req.valid('param'));
    return c.body(bytes, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' });
  });
}
