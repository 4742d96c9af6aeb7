import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { answerManyDocuments } from '../many-documents.ts';
import { signInAs } from '../sign-in.ts';

// Scrolling through a customer's 10,000 documents on a slow phone as the lists are made. With WAYS=all also, by taking from them that what
// is far away leaves the page, with everything in the page, drawn or not drawn where it is far away: these two take many times as long.

const documentsCount = Number(process.env['DOCUMENTS'] ?? 10_000);
const rowsMax = 200;
const slowdown = 4;

const own = 'as it is';
const ways = process.env['WAYS'] === 'all' ? [own, 'all rows', 'all rows, content-visibility'] : [own];

for (const way of ways) {
  test(`${documentsCount} documents, ${way}`, async ({ page }) => {
    await signInAs(page, 'clients@ledgerlane.test');
    await answerManyDocuments(page, documentsCount);
    if (way !== own) await page.addInitScript(keepEverything);
    await page.goto('/invoices');
    await expect(page.getByText(`25 of ${documentsCount} shown`)).toBeVisible();
    if (way === 'all rows, content-visibility') await page.evaluate(skipWhatIsFar);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const down = await page.evaluate(scrollThrough, { direction: 'down', documentsCount });
    const up = await page.evaluate(scrollThrough, { direction: 'up', documentsCount });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    console.log(JSON.stringify({ way, down, up, elements: await elementsOf(page) }));
    if (way === own) expect(Math.max(down.rowsMax, up.rowsMax)).toBeLessThanOrEqual(rowsMax);
  });
}

function elementsOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length);
}

/** No page of a list hears that it is far away. */
function keepEverything(): void {
  const Real = globalThis.IntersectionObserver;
  globalThis.IntersectionObserver = class extends Real {
    constructor(tell: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super((entries, self) => {
        const kept = entries.filter((entry) => entry.isIntersecting || entry.target.getAttribute('role') !== 'none');
        if (kept.length > 0) tell(kept, self);
      }, options);
    }
  };
}

function skipWhatIsFar(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[role=list] > [role=none] { content-visibility: auto; contain-intrinsic-size: auto 3500px }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Frame by frame by a screen, pressing for more where the list waits to be asked. */
async function scrollThrough({ direction, documentsCount }: { direction: string; documentsCount: number }) {
  let [longTasks, longMs, longestMs, rowsMax, frames] = [0, 0, 0, 0, 0];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      longTasks += 1;
      longMs += duration;
      longestMs = Math.max(longestMs, duration);
    }
  });
  observer.observe({ type: 'longtask' });
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  let last = await frame();
  const find = (tag: string, text: string) =>
    [...document.querySelectorAll(tag)].find((each) => each.textContent === text);
  const isAtEnd = () =>
    direction === 'up'
      ? scrollY <= 0
      : find('output', `${documentsCount} of ${documentsCount} shown`) !== undefined &&
        scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  while (!isAtEnd()) {
    const before = scrollY;
    scrollBy(0, direction === 'down' ? innerHeight : -innerHeight);
    const more = scrollY === before ? find('button', 'Show more') : undefined;
    if (more instanceof HTMLElement) more.click();
    const now = await frame();
    times.push(now - last);
    last = now;
    frames += 1;
    if (frames % 20 === 0) rowsMax = Math.max(rowsMax, document.querySelectorAll('[role=listitem]').length);
  }
  observer.disconnect();
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
  return {
    frames,
    frameMs: { median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    longTasks: { count: longTasks, totalMs: Math.round(longMs), longestMs: Math.round(longestMs) },
    rowsMax,
  };
}
