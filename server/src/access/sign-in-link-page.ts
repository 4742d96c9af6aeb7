import { html, raw } from 'hono/html';
import { readableBrand } from '@quittance/shared/accent.ts';
import type { EntityView } from '@quittance/shared/customer-view.ts';
import { languageNames, languages, type Language } from '@quittance/shared/language.ts';
import { dialledPhone } from '@quittance/shared/phone.ts';
import { signInLinkWords, type SignInLinkWords } from './sign-in-link-wording.ts';

export type SignInLinkPage = {
  nonce: string;
  language: Language;
  /** Where it stands, for whoever chooses another language. */
  path: string;
  entity: EntityView;
  /** Comes back with the form, so that a double click is known as one. */
  pageSecret: string;
  shown:
    | { state: 'own_browser'; maskedEmail: string; isRemembered: boolean }
    | { state: 'other_browser'; isWrong: boolean }
    | { state: 'gone'; canSendAgain: boolean };
};

/** One page without script: it has one thing to do, and a mail scanner that opens it does nothing. */
export function renderSignInLinkPage(page: SignInLinkPage) {
  const { nonce, language, entity, shown } = page;
  const words = signInLinkWords[language];
  const heading = shown.state === 'gone' ? words.goneTitle : words.title(entity.name);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${entity.name}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(style(entity))}
        </style>
      </head>
      <body>
        <main>
          ${entity.logoUrl ? html`<img src="${entity.logoUrl}" alt="${entity.name}" />` : html`<p class="entity">${entity.name}</p>`}
          <section>
            <h1>${heading}</h1>
            ${formOf(page)}
          </section>
          ${footOf(page)}
        </main>
      </body>
    </html>`;
}

function formOf({ language, entity, pageSecret, shown }: SignInLinkPage) {
  const words = signInLinkWords[language];
  if (shown.state === 'gone') return goneForm(words, shown, entity.slug);
  const isOwn = shown.state === 'own_browser';
  const ticked = isOwn && shown.isRemembered ? raw(' checked') : '';
  return html`<p>${isOwn ? words.asWhom(shown.maskedEmail) : words.otherBrowser}</p>
    <form method="post">
      <input type="hidden" name="page" value="${pageSecret}" />
      ${isOwn ? '' : addressField(words, shown)}
      <label class="box"><input type="checkbox" name="remember" ${ticked} /> ${words.remember}</label>
      <button>${words.signIn}</button>
    </form>`;
}

function addressField(words: SignInLinkWords, { isWrong }: { isWrong: boolean }) {
  return html`${isWrong ? html`<p class="wrong" role="alert" id="wrong">${words.wrongAddress}</p>` : ''}
    <label>
      ${words.email}
      <input type="email" name="email" required autocomplete="email" maxlength="254" aria-describedby="wrong" />
    </label>`;
}

function goneForm(words: SignInLinkWords, { canSendAgain }: { canSendAgain: boolean }, slug: string) {
  return html`<p>${words.gone}</p>
    ${
      canSendAgain
        ? html`<form method="post" action="/sign-in/again"><button>${words.sendAgain}</button></form>`
        : html`<a href="/sign-in?entity=${slug}">${words.toSignIn}</a>`
    }`;
}

/** Whom to ask, and in which language. */
function footOf({ language, path, entity }: SignInLinkPage) {
  const words = signInLinkWords[language];
  const { name, email, phone } = entity;
  return html`<footer>
    <p>
      ${words.contact(name)} <a href="mailto:${email}">${email}</a>
      ${phone === null ? '' : html`<a href="tel:${dialledPhone(phone)}">${phone}</a>`}
    </p>
    <form method="post" action="/language">
      <input type="hidden" name="page" value="${path}" />
      <label>
        ${words.language}
        <select name="language">
          ${languages.map((offered) => languageOption(offered, offered === language))}
        </select>
      </label>
      <button>${words.change}</button>
    </form>
  </footer>`;
}

function languageOption(offered: Language, isSpoken: boolean) {
  const selected = isSpoken ? raw(' selected') : '';
  return html`<option value="${offered}" lang="${offered}" ${selected}>${languageNames[offered]}</option>`;
}

/** Small and its own: the page must be there before anything else of the portal is. The colours are those of the portal's pages. */
function style(brand: Parameters<typeof readableBrand>[0]): string {
  const { light, dark } = readableBrand(brand);
  const accent = (of: typeof light) => `--accent:${of.accent};--on-accent:${of.onAccent}`;
  return (
    `:root{color-scheme:light dark;--page:#f5f6f7;--surface:#fff;--ink:#14181c;--line:#dce0e5;--edge:#7d8792;--late:#a8231c;${accent(light)}}` +
    `@media(prefers-color-scheme:dark){:root{--page:#0f1215;--surface:#181c20;--ink:#eef1f4;--line:#2d343b;--edge:#77828d;--late:#ff9d94;${accent(dark)}}img{background:#fff;padding:.25rem;border-radius:.375rem}}` +
    'body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:var(--page);color:var(--ink);border-top:4px solid var(--accent)}' +
    'main{max-width:36rem;margin:0 auto;padding:2rem 1rem}.entity{font-weight:700;margin:0}img{display:block;max-width:8rem;max-height:2.5rem}' +
    'section{margin-top:1rem;padding:1.25rem;background:var(--surface);border:1px solid var(--line);border-radius:.875rem}' +
    'h1{margin:0;font-size:1.375rem;line-height:1.3}.wrong{font-weight:700;color:var(--late)}' +
    'label{display:block;margin:1rem 0;font-weight:500}label input[type=email]{display:block;box-sizing:border-box;width:100%;min-height:3rem;padding:0 .75rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--page);color:inherit;font:inherit}' +
    '.box{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}.box input{width:1.25rem;height:1.25rem;accent-color:var(--accent)}' +
    'button{width:100%;min-height:3rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600}' +
    'a{display:inline-flex;align-items:center;min-height:2.75rem;color:inherit;text-underline-offset:4px;overflow-wrap:anywhere}' +
    'footer{margin-top:1.5rem;font-size:.875rem}footer a{margin-right:1rem}footer form{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem}' +
    'footer label{margin:0}select{min-height:2.75rem;padding:0 .5rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--surface);color:inherit;font:inherit}footer button{width:auto;min-height:2.75rem;background:none;color:inherit;font-weight:400;text-decoration:underline;text-underline-offset:4px}' +
    ':focus-visible{outline:3px solid var(--accent);outline-offset:2px}'
  );
}
