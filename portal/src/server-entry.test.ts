// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { calculation, summary } from './testing/documents.ts';
import { landing } from './testing/landing.ts';
import { session } from './testing/session.ts';
import { plainSpaces } from './testing/wording.ts';
import {
  calculationText,
  renderApp,
  renderLanding,
  renderList,
  renderPay,
  renderRefusal,
  renderSignIn,
} from './server-entry.tsx';

const nonce = 'bm9uY2U=';
const refused = { nonce, languages: ['en'], code: 'not_found', retryAfterSeconds: null };

describe('the page behind a mailed link', () => {
  const html = renderLanding(landing, nonce);

  test('says who, how much and until when before any script', () => {
    for (const text of [
      'Linden Interiors',
      'Invoice F-2026-0187',
      '€1,056.90',
      '12 days overdue',
      'Due on 30 October 2026',
    ]) {
      expect(html).toContain(text);
    }
  });

  test('says until when paying online is paused, by a clock that it names', () => {
    if (landing.level !== 'document') throw new Error('expected the document level');
    const payPause = { until: '2026-11-11T13:30:00Z', timeZone: 'Europe/Brussels' };
    const { detail, ...shared } = landing;
    const paused = 'Paying online is paused until 14:30 CET.';
    const ofDocument = renderLanding({ ...landing, detail: { ...detail, payPause } }, nonce);
    expect(ofDocument).toContain(`${paused} You can still pay by bank transfer.`);
    const card = { ...shared, level: 'pay_card', summary: detail.summary, canPay: true, payPause } as const;
    expect(renderLanding(card, nonce)).toContain(paused);
    expect(html).not.toContain('is paused');
  });

  test('pays and signs in by plain forms, downloads by plain links', () => {
    const forms = html.match(/<form[^>]*>/g)?.filter((form) => form.includes('method="post"'));
    expect(forms?.map((form) => / action="([^"]*)"/.exec(form)?.[1])).toEqual([
      '/i/inv1_example/pay',
      '/i/inv1_example/sign-in',
      '/language',
    ]);
    expect(html).toContain('<input type="hidden" name="page" value="/i/inv1_example"/>');
    expect(html).toContain('href="/i/inv1_example/pdf"');
    expect(html).toContain('href="/i/inv1_example/original"');
  });

  test('keeps to its policy: style by nonce only, no script but files', () => {
    expect(html).not.toMatch(/ style=/);
    expect(html).not.toMatch(/ on\w+=/);
    expect(html.match(/<style[^>]*>/g)).toEqual([`<style nonce="${nonce}">`]);
    expect(html.match(/<script(?! type="application\/json")[^>]*>[^<]/)).toBeNull();
  });

  test('has the merchant’s name first in the tab, and its colour', () => {
    expect(html).toContain('<title>Linden Interiors · Invoice F-2026-0187</title>');
    expect(html).toContain('--accent:#1d6b57');
  });

  test('is not what stands on a home screen: its address is for whoever has the mail', () => {
    expect(html).not.toContain('rel="manifest"');
    const shell = { nonce, languages: ['en'], entity: landing.entity };
    expect(renderApp(shell)).toContain(`<link rel="manifest" href="/app.webmanifest?entity=${landing.entity.slug}">`);
    expect(renderPay(shell)).not.toContain('rel="manifest"');
  });

  test('has the merchant’s icon in the tab, and a letter where there is none', () => {
    const iconUrl = '/brand/linden/1f';
    const own = renderLanding({ ...landing, entity: { ...landing.entity, iconUrl } }, nonce);
    expect(own).toContain(`<link rel="icon" href="${iconUrl}"><link rel="apple-touch-icon" href="${iconUrl}">`);
    expect(html).toContain('<link rel="icon" href="data:image/svg+xml,');
  });

  test.each([
    ['nl-BE', 'nl', '12 dagen te laat', '€ 1.056,90'],
    ['fr', 'fr', '12 jours de retard', '1 056,90 €'],
    ['de-DE', 'de', '12 Tage überfällig', '1.056,90 €'],
    ['es-ES', 'es', '12 días de retraso', '1.056,90 €'],
    ['it', 'it', '12 giorni di ritardo', '1.056,90 €'],
    ['pt', 'en', '12 days overdue', '€1,056.90'],
  ])('speaks %s', (tag, lang, status, amount) => {
    const spoken = plainSpaces(renderLanding({ ...landing, language: tag }, nonce));
    expect(spoken).toContain(`<html lang="${lang}">`);
    expect(spoken).toContain(status);
    expect(spoken).toContain(amount);
  });

  test.each(['</script><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '<!--<script>', "';alert(1)//"])(
    'shows %j as the text it is, wherever it stands',
    (text) => {
      const hostile = structuredClone(landing);
      if (hostile.level !== 'document') throw new Error('expected the document level');
      hostile.entity.name = text;
      hostile.entity.legalFooter = text;
      hostile.detail.summary.number = text;
      hostile.detail.summary.customerName = text;
      hostile.detail.content.lines[0]!.name = text;
      hostile.detail.content.notes = [text];
      hostile.detail.transfer!.accountName = text;
      const html = renderLanding(hostile, nonce);
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html.match(/<\/script/g)).toHaveLength(2);
      expect(html).not.toContain('<img');
      expect(html).not.toContain('<!--<script>');
    },
  );
});

test('a lapsed link tells nothing of the document', () => {
  const { level: _, ...shared } = landing;
  if (!('detail' in shared)) throw new Error('expected the document level');
  const { detail: __, ...locator } = shared;
  const html = renderLanding({ ...locator, level: 'locator' }, nonce);
  expect(html).toContain('j***@bakkerij.example');
  expect(html).not.toContain('F-2026-0187');
  expect(html).not.toContain('1,056.90');
});

test('a pay card tells the amount, and nothing that stands in the document', () => {
  if (landing.level !== 'document') throw new Error('expected the document level');
  const { detail, ...shared } = landing;
  const html = renderLanding(
    { ...shared, level: 'pay_card', summary: detail.summary, canPay: true, payPause: null },
    nonce,
  );
  expect(html).toContain('€1,056.90');
  expect(html).not.toContain('Oak counter');
  expect(html).not.toContain('Kerkstraat');
  expect(html).not.toContain('/pdf');
});

test.each([
  ['the app', renderApp, 'data-page="app"'],
  ['the pay document', renderPay, 'data-page="pay"'],
])('%s is named after the entity where it is known, and speaks the reader’s language', (_name, render, page) => {
  const html = render({ nonce, languages: ['pt', 'de-AT'], entity: landing.entity });
  expect(html).toContain('<title>Linden Interiors</title>');
  expect(html).toContain('<html lang="de">');
  expect(html.includes(page)).toBe(true);
  expect(render({ nonce, languages: [], entity: null })).toContain('<title>Your invoices</title>');
});

test.each([
  ['en', 'As of 11 November 2026', 'Amount due', '€1,056.90'],
  ['nl-BE', 'Stand op 11 november 2026', 'Te betalen', '€ 1.056,90'],
  ['pt', 'As of 11 November 2026', 'Amount due', '€1,056.90'],
])('the calculation can be had as text, in the language of %s', (tag, asOf, label, amount) => {
  const text = calculationText(calculation, { kind: 'invoice', isDisputed: false }, tag);
  expect(text.rows).toHaveLength(calculation.entries.length);
  expect([text.asOf, text.total.label, plainSpaces(text.total.amount)]).toEqual([asOf, label, amount]);
});

test('the calculation of a disputed invoice urges nobody to pay', () => {
  const notes = (isDisputed: boolean) =>
    calculationText(calculation, { kind: 'invoice', isDisputed }, 'en').notes.join(' ');
  expect(notes(false)).toContain('Paying today');
  expect(notes(true)).not.toContain('Paying today');
});

test.each([
  ['not_found', 'There is nothing here', 'may have been cut off'],
  ['rate_limited', 'This page could not be shown', 'Please wait a few minutes'],
  ['a_code_to_come', 'This page could not be shown', 'Something went wrong on our side'],
])('a refusal (%s) is a page without script: what happened, and a way on', (code, title, text) => {
  const html = renderRefusal({ nonce, languages: ['en'], code, retryAfterSeconds: null, entity: null });
  expect(html).toContain(title);
  expect(html).toContain(text);
  expect(html).toContain('href="/sign-in"');
  expect(html).not.toContain('<script');
});

test.each([
  ['a refusal', (entity: typeof landing.entity | null) => renderRefusal({ ...refused, entity })],
  [
    'the form for an address',
    (entity: typeof landing.entity | null) =>
      renderSignIn({ nonce, languages: ['en'], entity }, { path: '/sign-in', challenge: null }),
  ],
])(
  '%s says whose it is and whom to ask, where that is known, and lets one choose a language',
  async (_name, render) => {
    const html = await render({ ...landing.entity, logoUrl: '/brand/linden/1f' });
    expect(html).toContain('src="/brand/linden/1f"');
    expect(html).toContain('href="mailto:invoices@linden.example"');
    expect(html).toContain('action="/language"');
    const bare = await render(null);
    expect(bare).not.toContain('mailto:');
    expect(bare).toContain('action="/language"');
  },
);

test('a refusal that will end says when', () => {
  const html = renderRefusal({ nonce, languages: ['de'], code: 'rate_limited', retryAfterSeconds: 1741, entity: null });
  expect(html).toContain('Bitte versuchen Sie es in 30 Minuten noch einmal.');
});

test.each([
  ['+32 9 555 01 20', '+3295550120'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['09/555.01-20', '095550120'],
])('%s is dialled as %s', (phone, dialled) => {
  const html = renderLanding({ ...landing, entity: { ...landing.entity, phone } }, nonce);
  expect(html).toContain(`href="tel:${dialled}"`);
});

test.each(['/invoices', '/invoices/paid', '/credit-notes'])('%s is drawn where there is no browser', async (path) => {
  expect(Reflect.has(globalThis, 'document')).toBe(false);
  const list = path === '/invoices' ? 'open' : path === '/credit-notes' ? 'credit_notes' : 'paid';
  const html = await renderList(
    { nonce, languages: ['en'], entity: null },
    {
      list,
      path,
      session,
      documents: async () => ({ documents: [summary], nextCursor: null }),
      totals: async () => ({ totals: [] }),
      payable: async () => ({ totals: [] }),
    },
  );
  expect(html).toContain(`href="/documents/${summary.id}"`);
});

describe('without script', () => {
  const shell = { nonce, languages: ['nl-BE'], entity: landing.entity };
  const plain = (html: string) => /<noscript>(.*)<\/noscript>/s.exec(html)?.[1] ?? '';

  const root = (html: string) => /<div id="root"[^>]*>(.*?)<\/div>\n<script/s.exec(html)?.[1] ?? '';
  const challenge = { maskedEmail: 'j***@bakkerij.example', entity: null, expiresAt: '2026-11-20T10:00:00Z' };

  test('an address can be given, for the document that was asked for', async () => {
    const path = '/sign-in?entity=linden&document=d1&error=rate_limited';
    const html = root(await renderSignIn(shell, { path, challenge: null }));
    expect(html).toMatch(/<form[^>]* action="\/sign-in\?language=nl" method="post"/);
    expect(html).toContain('<input type="hidden" name="entity" value="linden"/>');
    expect(html).toContain('<input type="hidden" name="documentId" value="d1"/>');
    expect(html).toMatch(/<input type="email"[^>]* name="email"/);
    expect(html).toContain('Dat was te vaak in korte tijd');
    expect(html).not.toContain('<noscript>');
  });

  test('a code can be given, and another be asked for', async () => {
    const html = root(await renderSignIn(shell, { path: '/sign-in/code', challenge }));
    expect(html).toContain('j***@bakkerij.example');
    expect(html.match(/<form[^>]* action="([^"]*)"/g)).toHaveLength(3);
    expect(html).toContain('action="/sign-in/code?language=nl"');
    expect(html).toContain('action="/sign-in/again?language=nl"');
  });

  test('a code that is worth nothing any more cannot be given', async () => {
    const html = root(await renderSignIn(shell, { path: '/sign-in/code?error=challenge_expired', challenge }));
    // Another code, or another language.
    expect(html.match(/<button[^>]*>([^<]*)/g)).toHaveLength(2);
  });

  test.each([
    ['the app', renderApp, 'Uw lijst met facturen heeft JavaScript nodig'],
    ['the pay document', renderPay, 'Er is niets afgeschreven'],
  ])('%s says what it needs, and what can be done instead', (_name, render, text) => {
    expect(plain(render(shell))).toContain(text);
  });
});
