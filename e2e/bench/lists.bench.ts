import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { answerManyDocuments } from '../many-documents.ts';
import { signInAs } from '../sign-in.ts';

// Scrolling through a customer's 10,000 documents on a slow phone as the lists are made, and through as many plain rows of one HTML file: what
// a frame costs is judged against those. With WAYS=all also, by taking from the lists that what is far away leaves the page, with everything
// in the page, drawn or not drawn where it is far away: these two take many times as long. STEP=844 scrolls a screen in every frame.

const documentsCount = Number(process.env['DOCUMENTS'] ?? 10_000);
const rowsMax = 200;
const slowdown = 4;
/** In CSS pixels a frame: at 60 frames a second a hard flick of a thumb. */
const step = Number(process.env['STEP'] ?? 150);

const own = 'as it is';
const plain = 'plain rows';
const ways = [plain, own, ...(process.env['WAYS'] === 'all' ? ['all rows', 'all rows, content-visibility'] : [])];
let floor: Frames | undefined;

for (const way of ways) {
  test(`${documentsCount} documents, ${way}`, async ({ page }) => {
    await signInAs(page, 'clients@ledgerlane.test');
    await answerManyDocuments(page, documentsCount);
    if (way !== own) await page.addInitScript(keepEverything);
    await page.goto('/invoices');
    await expect(page.getByText(`25 of ${documentsCount} shown`)).toBeVisible();
    if (way === plain) await page.evaluate(showPlainRows, documentsCount);
    if (way === 'all rows, content-visibility') await page.evaluate(skipWhatIsFar);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const down = await page.evaluate(scrollThrough, { direction: 'down', step, documentsCount });
    const up = await page.evaluate(scrollThrough, { direction: 'up', step, documentsCount });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    console.log(JSON.stringify({ way, down, up, elements: await elementsOf(page) }));
    if (way === plain) floor = down.frameMs;
    else if (floor) console.log(`${way}, down, / ${plain}: ${ratios(down.frameMs, floor)}`);
    if (way === own) expect(Math.max(down.rowsMax, up.rowsMax)).toBeLessThanOrEqual(rowsMax);
  });
}

type Frames = Awaited<ReturnType<typeof scrollThrough>>['frameMs'];

function ratios(frames: Frames, { median, p95, p99 }: Frames): string {
  const ratio = (value: number, of: number) => (value / of).toFixed(2);
  return `median ${ratio(frames.median, median)}, p95 ${ratio(frames.p95, p95)}, p99 ${ratio(frames.p99, p99)}`;
}

/** In place of the list, the same texts without anything that watches them. */
function showPlainRows(count: number): void {
  const list = document.querySelector('[role=list]');
  const row = list?.querySelector('[role=listitem]');
  if (!list || !row) throw new Error('there is no row to take the texts from');
  const texts = [...row.querySelectorAll('a, p')].map(({ textContent }) => textContent);
  const rows = document.createElement('main');
  for (let place = 0; place < count; place += 1) {
    const plainRow = document.createElement('div');
    for (const text of texts) plainRow.append(Object.assign(document.createElement('p'), { textContent: text }));
    rows.append(plainRow);
  }
  document.body.replaceChildren(rows);
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
async function scrollThrough({
  direction,
  step,
  documentsCount,
}: Record<'step' | 'documentsCount', number> & { direction: string }) {
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
      : (document.querySelector('[role=list]') === null ||
          find('output', `${documentsCount} of ${documentsCount} shown`) !== undefined) &&
        scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  while (!isAtEnd()) {
    const before = scrollY;
    scrollBy(0, direction === 'down' ? step : -step);
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
