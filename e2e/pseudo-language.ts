import type { Page } from '@playwright/test';
import { askForPages } from './pages-alone.ts';

// A language that nobody speaks: every sentence of ours with accents, 40 % longer and in brackets. What has no brackets was never
// translated; what sticks out breaks in a language that takes more room. Made from what the page itself came with.

const sentencesOfPage = /(<script type="application\/json" id="sentences">)(.*?)(<\/script>)/s;

/** From now on the pages that bring their sentences with them bring these. */
export async function speakPseudo(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const html = await response.text();
    const body = html.replace(sentencesOfPage, (_all, start: string, json: string, end: string) => {
      const pseudo: unknown = JSON.parse(json, (_key, value: unknown) =>
        typeof value === 'string' ? pseudoSentence(value) : value,
      );
      return `${start}${JSON.stringify(pseudo).replaceAll('<', String.raw`\u003c`)}${end}`;
    });
    return route.fulfill({ response, body });
  });
  await askForPages(page);
}

const accented: Record<string, string> = {
  a: 'å',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'û',
  c: 'ç',
  n: 'ñ',
  A: 'Å',
  E: 'Ë',
  O: 'Ö',
};
const filler = 'ēxtrå lëttërs '.repeat(20);

function pseudoSentence(sentence: string): string {
  const parts = sentence
    .split(/(\{\{\w+\}\})/)
    .map((part) =>
      part.startsWith('{{') ? part : part.replaceAll(/[aeioucnAEO]/g, (letter) => accented[letter] ?? letter),
    );
  const letters = sentence.replaceAll(/\{\{\w+\}\}/g, '').length;
  return `⟦${parts.join('')} ${filler.slice(0, Math.ceil(letters * 0.4)).trim()}⟧`;
}

/** What people see or hear on the page that has no brackets, though it has words. */
export function plainTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      // The languages are named each in its own.
      if (parent && !parent.closest('script, style, noscript, option[lang]')) texts.push(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.body.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '');
    }
    return [...new Set(texts.map((text) => text.trim()))].filter(
      (text) => !text.includes('⟦') && /\p{L}{2}/u.test(text),
    );
  });
}
