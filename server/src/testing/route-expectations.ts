import type { RouteExpectation } from './refusal-kit.ts';
import type { Own } from './refusal-world.ts';

const everybody = ['anonymous', 'link', 'session', 'key'] as const;

const probe: RouteExpectation = { serves: everybody, answers: 200 };
/** A shell that holds nothing of anybody's. */
const page: RouteExpectation = { serves: everybody, answers: 200 };

const payers = ['link', 'session'] as const;
const noId = '01890000-0000-7000-8000-000000000000';
const link = ({ linkToken }: Own) => ({ token: linkToken });
const customer = ({ company }: Own) => ({ id: company.customerId });
const invoice = ({ company }: Own) => ({ id: company.invoiceId });

const march = { currency: 'EUR', from: '2026-03-01', to: '2026-03-16' };
const ofEntity = ({ company }: Own) => ({ entityId: company.entityId, ...march });
const ofAccount = ({ company }: Own) => ({ customerId: company.customerId, entityId: company.entityId, ...march });

const reason = () => ({ reason: 'asked by phone' });
const contact = ({ company }: Own) => ({ contactId: company.contactId });
const receivedPayment = ({ company }: Own) => ({
  reference: company.invoiceId,
  method: 'transfer',
  receivedDate: '2026-03-10',
  invoices: [{ invoiceId: company.invoiceId }],
});
const aReminder = { sentDate: '2026-03-16', channel: 'email' };
const noLateCharges = {
  schema: 'latefee-policy/1',
  id: 'none',
  version: 1,
  valid_from: '2026-01-01',
  audience: 'any',
  charges: [],
};
const aRate = { series: 'ECB_MRO', from: '2027-01-01', to: '2027-06-30', percent: '2.40', source: 'OJ C/2027/1' };
const anAnswer = () => ({ text: 'An answer', authorName: 'Els' });
const noOne = () => ({ email: null });
const nowhere = { lines: [], city: null, postalCode: null, region: null, country: null };

/**
 * Whom each route of the app serves, and with what. A route that is missing here fails the build: who may do a thing is decided when the
 * thing is made.
 */
export const routeExpectations: Record<string, RouteExpectation> = {
  'GET /healthz': probe,
  'GET /readyz': probe,

  'GET /': page,
  'GET /invoices': page,
  'GET /invoices/paid': page,
  'GET /credit-notes': page,
  'GET /statement': page,
  'GET /documents/:id': page,
  'GET /offline-app': page,
  'GET /pay/drafts/:id': page,
  'GET /pay/:invoiceId': page,
  'GET /pay/:invoiceId/back': { serves: everybody, answers: 303 },
  'GET /sign-in': page,
  'GET /app.webmanifest': page,
  'GET /offline-worker.js': page,
  'GET /sign-in/code': { serves: everybody, answers: 303 },
  'GET /brand/:slug/:key': { serves: everybody, answers: 404 },

  'POST /api/auth/challenge': { serves: everybody, answers: 202, json: () => ({ email: 'nobody@nowhere.example' }) },
  'GET /api/auth/challenge': { serves: everybody, answers: 404 },
  'POST /api/auth/challenge/again': { serves: everybody, answers: 410 },
  'POST /api/auth/verify': { serves: everybody, answers: 410, json: () => ({ code: '123456' }) },
  'POST /api/auth/sign-out': { serves: everybody, answers: 204 },
  'POST /sign-in': { serves: everybody, answers: 303, form: () => ({ email: 'nobody@nowhere.example' }) },
  'POST /sign-in/again': { serves: everybody, answers: 303 },
  'POST /sign-in/code': { serves: everybody, answers: 303, form: () => ({ code: '123456' }) },
  'POST /sign-out': { serves: everybody, answers: 303 },
  'POST /language': { serves: everybody, answers: 303, form: () => ({ language: 'fr', page: '/invoices' }) },
  'GET /auth/l/:token': { serves: everybody, answers: 404 },
  'POST /auth/l/:token': { serves: everybody, answers: 404, form: () => ({ page: 'A'.repeat(43) }) },
  'GET /api/sessions': { serves: ['session'], answers: 200 },
  'POST /api/sessions/:id/end': { serves: ['session'], answers: 404 },
  'GET /api/session': { serves: ['session'], answers: 200 },

  'GET /i/:token': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/pdf': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/zip': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/calendar': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/original': { serves: everybody, answers: 404, path: link },
  'GET /i/:token/calculation': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/calculation/pdf': { serves: everybody, answers: 200, path: link },
  'GET /i/:token/receipts/:paymentId': { serves: everybody, answers: 404, path: link },
  'POST /i/:token/seen': { serves: everybody, answers: 204, path: link },
  'POST /i/:token/pay': { serves: everybody, answers: 303, path: link },
  'POST /i/:token/sign-in': { serves: everybody, answers: 303, path: link },

  'GET /api/documents': { serves: ['session'], answers: 200, query: '?list=open' },
  'GET /api/documents/totals': { serves: ['session'], answers: 200, query: '?list=open' },
  'GET /api/documents/csv': { serves: ['session'], answers: 200, query: '?list=open' },
  'GET /api/documents/xlsx': { serves: ['session'], answers: 200, query: '?list=open' },
  'GET /api/documents/calendar': { serves: ['session'], answers: 200 },
  'GET /api/documents/:id/calendar': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/documents/:id': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/documents/:id/calculation': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/documents/:id/events': { serves: ['session'], answers: 200, path: invoice },
  'GET /api/documents/:id/pdf': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/documents/:id/zip': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/bundles': { serves: ['session'], answers: 200 },
  'GET /downloads': page,
  'POST /api/bundles': {
    serves: ['session'],
    answers: 201,
    json: ({ company }) => ({ kind: 'documents', documentIds: [company.invoiceId] }),
  },
  'GET /api/bundles/:id': { serves: ['session'], answers: 404 },
  'POST /api/bundles/:id/cancel': { serves: ['session'], answers: 404 },
  'GET /api/bundles/:id/zip': { serves: ['session'], answers: 404 },
  'GET /api/documents/:id/calculation/pdf': { serves: ['link', 'session'], answers: 200, path: invoice },
  'GET /api/documents/:id/original': { serves: ['link', 'session'], answers: 404, path: invoice },
  'GET /api/documents/:id/files/:fileId': { serves: ['link', 'session'], answers: 404, path: invoice },

  'GET /api/comments/unread': { serves: ['session'], answers: 200 },
  'GET /api/documents/:id/comments': { serves: ['session'], answers: 200, path: invoice },
  'POST /api/documents/:id/comments': {
    serves: ['session'],
    answers: 201,
    path: invoice,
    form: () => ({ text: 'A question' }),
  },
  'GET /api/documents/:id/comment-files/:fileId': { serves: ['session'], answers: 404, path: invoice },
  'POST /api/documents/:id/comments/read': {
    serves: ['session'],
    answers: 404,
    path: invoice,
    json: () => ({ upToId: noId }),
  },
  'GET /api/documents/:id/proposals': { serves: ['session'], answers: 200, path: invoice },
  'POST /api/documents/:id/proposals': {
    serves: ['session'],
    answers: 201,
    path: invoice,
    json: () => ({ kind: 'reference', reference: 'PO-1' }),
  },
  'POST /api/documents/:id/proposals/:proposalId/withdraw': { serves: ['session'], answers: 404, path: invoice },
  'GET /api/statements/accounts': { serves: ['session'], answers: 200 },
  'GET /api/statements': { serves: ['session'], answers: 200, query: ofAccount },
  'GET /api/statements/pdf': { serves: ['session'], answers: 200, query: ofAccount },
  'GET /api/statements/csv': { serves: ['session'], answers: 200, query: ofAccount },

  'GET /v1/openapi.json': { serves: everybody, answers: 200 },
  'GET /v1/entities': { serves: ['key'], answers: 200 },
  'GET /v1/entities/:id': { serves: ['key'], answers: 404 },
  'PATCH /v1/entities/:id': { serves: ['key'], answers: 404, json: () => ({ host: null }) },
  'GET /v1/entities/:id/brand': { serves: ['key'], answers: 404 },
  'PATCH /v1/entities/:id/brand': { serves: ['key'], answers: 404, json: () => ({ accent: '#1a7f5a' }) },
  'POST /v1/entities/:id/brand-previews': { serves: ['key'], answers: 404, json: () => ({}) },
  'GET /brand-previews/:token': { serves: everybody, answers: 404 },
  'GET /brand-previews/:token/landing': { serves: everybody, answers: 404 },
  'GET /brand-previews/:token/mail': { serves: everybody, answers: 404 },
  'GET /brand-previews/:token/paper': { serves: everybody, answers: 404 },
  'GET /v1/customers': { serves: ['key'], answers: 200 },
  'POST /v1/customers': { serves: ['key'], answers: 201, json: () => ({ name: 'New', address: nowhere }) },
  'GET /v1/customers/:id': { serves: ['key'], answers: 200, path: customer },
  'PATCH /v1/customers/:id': { serves: ['key'], answers: 200, path: customer, json: () => ({ language: 'nl' }) },
  'GET /v1/customers/:id/contacts': { serves: ['key'], answers: 200, path: customer },
  'POST /v1/customers/:id/contacts': {
    serves: ['key'],
    answers: 201,
    path: customer,
    json: () => ({ email: 'new@nowhere.example' }),
  },
  'GET /v1/customers/:id/statement': { serves: ['key'], answers: 200, path: customer, query: ofEntity },
  'GET /v1/customers/:id/statement/pdf': { serves: ['key'], answers: 200, path: customer, query: ofEntity },
  'GET /v1/customers/:id/statement/csv': { serves: ['key'], answers: 200, path: customer, query: ofEntity },
  'POST /v1/contacts/:id/disable': {
    serves: ['key'],
    answers: 200,
    path: ({ company }) => ({ id: company.contactId }),
  },
  'POST /v1/imports': { serves: ['key'], answers: 415 },
  'GET /v1/imports': { serves: ['key'], answers: 200 },
  'GET /v1/imports/:id': { serves: ['key'], answers: 404 },

  'GET /api/payments/invoices/:id': { serves: payers, answers: 200, path: invoice },
  'GET /api/payments/:id/receipt': { serves: payers, answers: 404 },
  'GET /api/payments/icons/:provider/:account/:method': { serves: everybody, answers: 404 },
  'POST /api/payments/drafts': {
    serves: payers,
    answers: 201,
    json: ({ company }) => ({ invoiceIds: [company.invoiceId], expectedTotalMinor: 12_100 }),
  },
  'POST /api/payments/payable': {
    serves: ['session'],
    answers: 200,
    json: () => ({ filter: { list: 'open' }, exceptIds: [] }),
  },
  'GET /api/payments/drafts/:id': { serves: payers, answers: 404 },
  'GET /api/payments/drafts/:id/page': { serves: payers, answers: 404 },
  'POST /api/payments/drafts/:id/renew': { serves: payers, answers: 404 },
  'POST /api/payments/drafts/:id/credit': { serves: payers, answers: 404 },
  'POST /api/payments/drafts/:id/announcement': { serves: payers, answers: 404, form: () => ({}) },
  'POST /api/payments/drafts/:id/attempts': {
    serves: payers,
    answers: 404,
    json: () => ({ attemptId: noId, input: { kind: 'sandbox_debit', iban: '' } }),
  },
  'GET /api/payments/attempts/:id': { serves: payers, answers: 404 },
  'POST /api/payments/attempts/:id/refresh': { serves: payers, answers: 404 },
  'POST /api/payments/attempts/:id/cancel': { serves: payers, answers: 404 },
  'POST /api/payments/attempts/:id/challenge': { serves: payers, answers: 404, json: () => ({ answer: 'approve' }) },
  // Only in a demo; demo/mailbox.test.ts says where not.
  'GET /demo/mailbox': page,
  'GET /demo/mailbox/:mailId': { serves: everybody, answers: 404 },
  'GET /demo/mailbox/:mailId/html': { serves: everybody, answers: 404 },
  'GET /demo/mailbox/:mailId/files/:index': { serves: everybody, answers: 404 },

  'POST /webhooks/inbound-mail/:address': { serves: everybody, answers: 404 },
  'POST /webhooks/:provider': { serves: everybody, answers: 404 },
  'POST /webhooks/:provider/:account/:trail?': { serves: everybody, answers: 404 },
  'GET /v1/invoices': { serves: ['key'], answers: 200 },
  'GET /v1/invoices/:id': { serves: ['key'], answers: 200, path: invoice },
  'GET /v1/invoices/:id/calculation': { serves: ['key'], answers: 200, path: invoice },
  'GET /v1/invoices/:id/calculation/pdf': { serves: ['key'], answers: 200, path: invoice },
  'GET /v1/invoices/:id/pdf': { serves: ['key'], answers: 200, path: invoice },
  'GET /v1/invoices/:id/original': { serves: ['key'], answers: 404, path: invoice },
  'GET /v1/invoices/:id/files/:fileId': { serves: ['key'], answers: 404, path: invoice },
  'POST /v1/invoices/:id/void': { serves: ['key'], answers: 200, path: invoice, json: reason },
  'POST /v1/invoices/:id/dispute': { serves: ['key'], answers: 200, path: invoice, json: reason },
  'POST /v1/invoices/:id/end-dispute': { serves: ['key'], answers: 200, path: invoice, json: reason },
  'POST /v1/invoices/:id/links': { serves: ['key'], answers: 200, path: invoice, json: contact },
  'POST /v1/invoices/:id/links/revoke': { serves: ['key'], answers: 200, path: invoice, json: contact },
  'GET /v1/invoices/:id/reminders': { serves: ['key'], answers: 200, path: invoice },
  'POST /v1/invoices/:id/reminders': { serves: ['key'], answers: 200, path: invoice, json: () => aReminder },
  'POST /v1/invoices/:id/reminders/:reminderId/remove': { serves: ['key'], answers: 404, path: invoice },
  'POST /v1/invoices/:id/late-charges': { serves: ['key'], answers: 200, path: invoice },
  'GET /v1/invoices/:id/waivers': { serves: ['key'], answers: 200, path: invoice },
  'POST /v1/invoices/:id/waivers': {
    serves: ['key'],
    // Nothing has arisen yet.
    answers: 422,
    path: invoice,
    json: () => ({ reason: 'our mistake', by: 'Ann' }),
  },
  'POST /v1/invoices/:id/waivers/:waiverId/end': {
    serves: ['key'],
    answers: 404,
    path: invoice,
    json: () => ({ reason: 'no mistake', by: 'Ann' }),
  },
  'GET /v1/late-charge-policies': { serves: ['key'], answers: 200 },
  'POST /v1/late-charge-policies': {
    serves: ['key'],
    answers: 201,
    json: ({ company }) => ({ invoiceId: company.invoiceId, policy: noLateCharges }),
  },
  'GET /v1/late-charge-presets': { serves: ['key'], answers: 200 },
  'GET /v1/reference-rates': { serves: ['key'], answers: 200 },
  'POST /v1/reference-rates': { serves: ['key'], answers: 200, json: () => ({ rates: [aRate] }) },
  'POST /v1/invoices/:id/send': { serves: ['key'], answers: 202, path: invoice, json: () => ({}) },
  'GET /v1/comments': { serves: ['key'], answers: 200 },
  'GET /v1/comments/:id/files/:fileId': { serves: ['key'], answers: 404 },
  'GET /v1/invoices/:id/comments': { serves: ['key'], answers: 200, path: invoice },
  'POST /v1/invoices/:id/comments': { serves: ['key'], answers: 201, path: invoice, json: anAnswer },
  'POST /v1/invoices/:id/comments/read': {
    serves: ['key'],
    answers: 404,
    path: invoice,
    json: () => ({ upToId: noId }),
  },
  'GET /v1/invoices/:id/comment-routing': { serves: ['key'], answers: 200, path: invoice },
  'POST /v1/invoices/:id/comment-owner': { serves: ['key'], answers: 200, path: invoice, json: noOne },
  'GET /v1/credit-notes/:id/comment-routing': { serves: ['key'], answers: 404 },
  'POST /v1/credit-notes/:id/comment-owner': { serves: ['key'], answers: 404, json: noOne },
  'POST /v1/entities/:id/comment-team': { serves: ['key'], answers: 404, json: noOne },
  'GET /v1/credit-notes/:id/comments': { serves: ['key'], answers: 404 },
  'POST /v1/credit-notes/:id/comments': { serves: ['key'], answers: 404, json: anAnswer },
  'POST /v1/credit-notes/:id/comments/read': { serves: ['key'], answers: 404, json: () => ({ upToId: noId }) },
  'GET /v1/proposals': { serves: ['key'], answers: 200 },
  'POST /v1/proposals/:id/accept': { serves: ['key'], answers: 404, json: () => ({}) },
  'POST /v1/proposals/:id/decline': { serves: ['key'], answers: 404, json: () => ({}) },
  'GET /v1/credit-notes': { serves: ['key'], answers: 200 },
  'GET /v1/credit-notes/:id': { serves: ['key'], answers: 404 },
  'GET /v1/credit-notes/:id/pdf': { serves: ['key'], answers: 404 },
  'GET /v1/credit-notes/:id/original': { serves: ['key'], answers: 404 },
  'GET /v1/credit-notes/:id/files/:fileId': { serves: ['key'], answers: 404 },
  'POST /v1/credit-notes/:id/void': { serves: ['key'], answers: 404, json: reason },
  'POST /v1/credit-notes/:id/links': { serves: ['key'], answers: 404, json: contact },
  'POST /v1/credit-notes/:id/links/revoke': { serves: ['key'], answers: 404, json: contact },
  'POST /v1/credit-notes/:id/send': { serves: ['key'], answers: 404, json: () => ({}) },
  'GET /v1/payments': { serves: ['key'], answers: 200 },
  'GET /v1/payments/:id': { serves: ['key'], answers: 404 },
  'POST /v1/payments': { serves: ['key'], answers: 201, json: receivedPayment },
  'POST /v1/payments/:id/refunds': { serves: ['key'], answers: 404, json: () => ({ reference: 'refund 1' }) },
  'GET /v1/payment-findings': { serves: ['key'], answers: 200 },
  'POST /v1/payment-findings/:id/book': {
    serves: ['key'],
    answers: 404,
    json: () => ({ paymentReferences: ['RF56 5390 0754 70'] }),
  },
  'POST /v1/payment-findings/:id/set-aside': { serves: ['key'], answers: 404, json: reason },
  'GET /v1/refunds': { serves: ['key'], answers: 200 },
  'GET /v1/payment-locks': { serves: ['key'], answers: 200 },
  'POST /v1/payment-locks/:principal/unlock': {
    serves: ['key'],
    answers: 404,
    path: ({ company }) => ({ principal: `contact:${company.contactId}` }),
    json: reason,
  },
};
