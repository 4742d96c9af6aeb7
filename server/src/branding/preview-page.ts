import { html, raw } from 'hono/html';
import type { Preview } from './read-preview.ts';

/** The three faces beside each other; on a phone one below the other. Each is a document of its own that runs nothing. */
export function previewPage({ entity, language, words, expiresAt }: Preview, path: string, nonce: string) {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: entity.timeZone }).format(expiresAt);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${entity.name} · ${words.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>${words.title}: ${entity.name}</h1>
          <p>${words.endsAt} ${time}.</p>
        </header>
        <main>
          <section class="landing">
            <h2>${words.landing}</h2>
            <iframe title="${words.landing}" src="${path}/landing" sandbox></iframe>
          </section>
          <section>
            <h2>${words.mail}</h2>
            <iframe title="${words.mail}" src="${path}/mail" sandbox></iframe>
          </section>
          <section>
            <h2>${words.paper}</h2>
            <img alt="${words.paper}" src="${path}/paper" width="600" height="849" />
          </section>
        </main>
      </body>
    </html>`;
}

const style =
  ':root{color-scheme:light dark;--line:#d5dade;--ground:#eceef0;--ink:#16191c}' +
  '@media (prefers-color-scheme:dark){:root{--line:#3b4349;--ground:#0c0e10;--ink:#f2f4f5}}' +
  '*{box-sizing:border-box}body{margin:0;padding:1rem;font:1rem/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink)}' +
  'header{max-width:112rem;margin:0 auto 1rem}h1{margin:0;font-size:1.375rem;line-height:1.3}p{margin:0}h2{margin:0 0 .5rem;font-size:1rem}' +
  'main{display:grid;gap:1.5rem;max-width:112rem;margin:0 auto}section{min-width:0}' +
  'iframe,img{display:block;width:100%;border:1px solid var(--line);border-radius:.5rem}iframe{height:52rem}img{height:auto;background:#fff}' +
  '@media (min-width:70rem){main{grid-template-columns:24.375rem minmax(0,1fr) minmax(0,1fr)}}';
