import type { Browser, BrowserContextOptions, CDPSession } from '@playwright/test';

/** What a person on a slow phone waits for. Times in milliseconds since the navigation began; sizes in bytes as they travelled. */
export type Figures = {
  firstPaintMs: number;
  largestPaintMs: number;
  /** When the amount stands there. */
  amountMs: number;
  /** When the page answers a tap; null where nothing is asked for. */
  tapMs: number | null;
  longestTaskMs: number;
  layoutShift: number;
  requests: number;
  /** Of bodies; the total counts their headers, too. */
  htmlBytes: number;
  scriptBytes: number;
  totalBytes: number;
};

export type View = {
  url: string;
  /** The element with the amount; what answers a tap, if anything is waited for. */
  amount: string;
  tap?: string;
  storageState?: BrowserContextOptions['storageState'];
  /** Seen earlier, so that its files are there. */
  before?: string;
};

/** A phone of the middle on a middling network. */
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };
const network = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, offline: false };
const processorSlowedTimes = 4;

/** One visit in a browser that knows nothing, but for the files of `before`. */
export async function measureView(browser: Browser, view: View): Promise<Figures> {
  const { storageState } = view;
  const context = await browser.newContext({ ...phone, ...(storageState ? { storageState } : {}) });
  try {
    // Left open and blank: what a page takes to end is no part of the next.
    const earlier = await context.newPage();
    if (view.before) await earlier.goto(view.before, { waitUntil: 'networkidle' });
    await earlier.goto('about:blank');
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const traffic = await listen(session);
    await session.send('Network.emulateNetworkConditions', network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: processorSlowedTimes });
    await page.addInitScript(watch, { amount: view.amount, tap: view.tap ?? null });
    await page.goto(view.url, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => Reflect.get(window, 'isSeen')());
    const seen: Seen = await page.evaluate(() => Reflect.get(window, 'seen'));
    return { ...seen, ...traffic() };
  } finally {
    await context.close();
  }
}

/** Each figure's own. */
export function medianOf(visits: readonly Figures[]): Figures {
  const of = (valueOf: (figures: Figures) => number | null) => {
    const values = visits.map((visit) => valueOf(visit) ?? NaN).toSorted((a, b) => a - b);
    return Math.round((values[values.length >> 1] ?? NaN) * 1000) / 1000;
  };
  const tapMs = of((visit) => visit.tapMs);
  return {
    firstPaintMs: of((visit) => visit.firstPaintMs),
    largestPaintMs: of((visit) => visit.largestPaintMs),
    amountMs: of((visit) => visit.amountMs),
    tapMs: Number.isNaN(tapMs) ? null : tapMs,
    longestTaskMs: of((visit) => visit.longestTaskMs),
    layoutShift: of((visit) => visit.layoutShift),
    requests: of((visit) => visit.requests),
    htmlBytes: of((visit) => visit.htmlBytes),
    scriptBytes: of((visit) => visit.scriptBytes),
    totalBytes: of((visit) => visit.totalBytes),
  };
}

type Traffic = Pick<Figures, 'requests' | 'htmlBytes' | 'scriptBytes' | 'totalBytes'>;
type Seen = Omit<Figures, keyof Traffic>;

async function listen(session: CDPSession): Promise<() => Traffic> {
  const answers = new Map<string, { type: string; headBytes: number }>();
  const traffic = { requests: 0, htmlBytes: 0, scriptBytes: 0, totalBytes: 0 };
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (response.fromDiskCache === true || response.url.startsWith('data:')) return;
    answers.set(requestId, { type, headBytes: response.encodedDataLength });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (!answer) return;
    const bodyBytes = encodedDataLength - answer.headBytes;
    traffic.requests += 1;
    traffic.totalBytes += encodedDataLength;
    if (answer.type === 'Document') traffic.htmlBytes += bodyBytes;
    if (answer.type === 'Script') traffic.scriptBytes += bodyBytes;
  });
  await session.send('Network.enable');
  return () => traffic;
}

/** Runs in the page, before anything of its own. */
function watch({ amount, tap }: { amount: string; tap: string | null }): void {
  const seen: Seen = {
    firstPaintMs: 0,
    largestPaintMs: 0,
    amountMs: 0,
    tapMs: null,
    longestTaskMs: 0,
    layoutShift: 0,
  };
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.firstPaintMs = entry.startTime;
  });
  observe('largest-contentful-paint', (entry) => (seen.largestPaintMs = entry.startTime));
  observe('longtask', (entry) => (seen.longestTaskMs = Math.max(seen.longestTaskMs, entry.duration)));
  observe('layout-shift', (entry) => (seen.layoutShift += Number(Reflect.get(entry, 'value'))));
  const look = () => {
    const now = performance.now();
    if (seen.amountMs === 0 && document.querySelector(amount)?.getClientRects().length) seen.amountMs = now;
    if (tap !== null && seen.tapMs === null && isLive(document.querySelector(tap))) seen.tapMs = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // React leaves its handlers on an element when it takes it over.
  const isLive = (element: Element | null) =>
    element !== null && Object.keys(element).some((key) => key.startsWith('__reactProps'));
  const isSeen = () => seen.largestPaintMs > 0 && seen.amountMs > 0 && (tap === null || seen.tapMs !== null);
  Object.assign(window, { seen, isSeen });
}
