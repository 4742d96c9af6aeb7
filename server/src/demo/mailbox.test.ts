import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendInvoice } from '../email/send-invoice.ts';
import { queueMail } from '../email/queue-mail.ts';
import { insertTwoCompanies, type Company } from '../testing/fixtures.ts';
import { testApp, url, type TestApp } from '../testing.ts';

let server: TestApp;
let company: Company;
let mailId: string;

beforeAll(async () => {
  server = await testApp();
  company = (await insertTwoCompanies(server.db)).a;
  const sent = await sendInvoice(server.deps, company, {
    documentId: company.invoiceId,
    contactIds: [company.contactId],
  });
  mailId = sent.mailIds[0]!;
  await server.drainJobs();
});
afterAll(() => server.close());

const get = (path: string, app = server.app) => app.request(url(`/demo/mailbox${path}`));
const policyOf = (answer: Response) => answer.headers.get('Content-Security-Policy') ?? '';

describe('the demo mailbox', () => {
  test('lists the mails that were sent, and those to one address where asked', async () => {
    const everybody = await (await get('')).text();
    expect(everybody).toContain(`href="/demo/mailbox/${mailId}"`);
    expect(everybody).toContain('Invoice Aardvark-canary-1 from Noorderlicht');
    expect(everybody).toContain(company.email);
    expect(await (await get('?to=somebody@else.example')).text()).toContain('No mail yet');
    expect(await (await get(`?to=${company.email}`)).text()).toContain(`href="/demo/mailbox/${mailId}?to=`);
  });

  test('shows a mail with its attachment, which can be saved', async () => {
    const page = await (await get(`/${mailId}`)).text();
    expect(page).toContain(`<a href="/demo/mailbox/${mailId}/files/0">Aardvark-canary-1.pdf</a>`);
    expect(page).not.toContain('preview.png');
    const file = await get(`/${mailId}/files/0`);
    expect(file.headers.get('Content-Disposition')).toContain('attachment; filename="Aardvark-canary-1.pdf"');
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-1\.7/);
  });

  test('shows the HTML in a frame that can run nothing, with its pictures, and links that leave the frame', async () => {
    const answer = await get(`/${mailId}/html`);
    expect(policyOf(answer)).toContain('sandbox allow-top-navigation-by-user-activation');
    expect(policyOf(answer)).toContain("default-src 'none'");
    expect(policyOf(answer)).not.toMatch(/script|allow-same-origin/);
    const document = await answer.text();
    expect(document).toContain('src="data:image/png;base64,iVBOR');
    expect(document).not.toMatch(/src="cid:|target="_blank"/);
    expect(document).toMatch(/<a href="http:\/\/quittance\.test\/i\/[^"]+"[^>]*target="_top"/);
  });

  test('shows the text part with its link', async () => {
    const page = await (await get(`/${mailId}?part=text`)).text();
    expect(page).toMatch(/<a href="(http:\/\/quittance\.test\/i\/[^"]+)">\1<\/a>/);
  });

  test('writes out what a mail says, whatever it looks like', async () => {
    const { merchantId, entityId } = company;
    const hostile = '"><img src=x onerror=alert(1)></title><script>alert(1)</script>';
    const sha256 = await server.deps.files.put(Buffer.from('x'));
    const id = await server.db.transaction().execute((trx) =>
      queueMail(server.deps, trx, {
        merchantId,
        entityId,
        kind: 'invoice',
        to: 'a@b.example',
        fromName: hostile,
        replyTo: null,
        subject: hostile,
        text: `${hostile} javascript:alert(1) http://a.example/"onmouseover=alert(1)`,
        html: '<p></p>',
        attachments: [{ fileName: hostile, mediaType: 'text/plain', sha256 }],
      }),
    );
    for (const path of ['', `/${id}`, `/${id}?part=text`]) {
      const answer = await get(path);
      const page = await answer.text();
      expect(page).not.toMatch(/<script|<img|"onmouseover|href="javascript/);
      expect(policyOf(answer)).toContain("script-src 'self'");
    }
    const file = await get(`/${id}/files/0`);
    expect(file.headers.get('Content-Disposition')).not.toMatch(/[<>]/);
  });

  test.each(['/0199c0de-0000-7000-8000-000000000000', '/x', '/0199c0de-0000-7000-8000-000000000000/html'])(
    'knows no mail %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test('has no file beyond the last', async () => {
    expect((await get(`/${mailId}/files/9`)).status).toBe(404);
    expect((await get(`/${mailId}/files/-1`)).status).toBe(404);
  });
});

describe('outside a demo', () => {
  test.each([
    ['where a mail server is set', { smtpUrl: 'smtp://127.0.0.1:1' }],
    ['where the demo is not allowed', { hasDemo: false }],
  ])('there is no mailbox %s', async (_, settings) => {
    const real = await testApp({ config: { ...server.deps.config, ...settings }, db: server.db });
    for (const path of ['', `/${mailId}`, `/${mailId}/html`, `/${mailId}/files/0`]) {
      expect((await get(path, real.app)).status).toBe(404);
    }
    expect(real.app.routes.filter((route) => route.path.startsWith('/demo'))).toEqual([]);
    await real.close();
  });
});
