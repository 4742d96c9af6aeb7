import { writeFileSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { launchOptions } from '../chromium.ts';
import { startDemoServer, type DemoServer } from '../demo-server.ts';
import { signInAs } from '../sign-in.ts';
import { budgetsOf } from './budgets.ts';
import { startFloorServer } from './floor-server.ts';
import { type Figures, measureView, medianOf, type View } from './measure-view.ts';

/**
 * What a customer waits for on a slow phone, against the same content as one page without script, visits taking turns in one run. Only
 * ratios and sizes are judged: times belong to the machine.
 */
const runsCount = Number(process.argv[2] ?? 9);
const customer = 'tom@quaysidedental.test';
const amount = '.text-amount, .text-long-amount';

const server = await startDemoServer();
const floor = await startFloorServer(server.invoiceUrl);
const browser = await chromium.launch(launchOptions);
try {
  report(await measure(await viewsOf(browser, server)));
} finally {
  await browser.close();
  await floor.stop();
  await server.stop();
}

type Views<Of> = Record<'floor' | 'landing' | 'landing again' | 'sign-in' | 'list', Of>;

async function viewsOf(opened: Browser, { url, invoiceUrl }: DemoServer): Promise<Views<View>> {
  return {
    floor: { url: floor.url, amount },
    landing: { url: invoiceUrl, amount, tap: '#pay button' },
    'landing again': { url: invoiceUrl, amount, tap: '#pay button', before: invoiceUrl },
    'sign-in': { url: `${url}/sign-in`, amount: 'h1', tap: 'main button' },
    // Who has signed in has loaded what the sign-in needed.
    list: {
      url: `${url}/invoices`,
      amount: 'main a[href^="/documents/"]',
      storageState: await signIn(opened, url),
      before: `${url}/sign-in`,
    },
  };
}

async function signIn(opened: Browser, url: string) {
  const context = await opened.newContext({ baseURL: url, locale: 'en-GB' });
  const page = await context.newPage();
  await signInAs(page, customer);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Visits take turns, so that what the machine does meanwhile meets all of them. */
async function measure(views: Views<View>): Promise<Views<Figures>> {
  const visits: Views<Figures[]> = { floor: [], landing: [], 'landing again': [], 'sign-in': [], list: [] };
  for (let run = 0; run < runsCount; run += 1) {
    visits.floor.push(await measureView(browser, views.floor));
    visits.landing.push(await measureView(browser, views.landing));
    visits['landing again'].push(await measureView(browser, views['landing again']));
    visits['sign-in'].push(await measureView(browser, views['sign-in']));
    visits.list.push(await measureView(browser, views.list));
  }
  return {
    floor: medianOf(visits.floor),
    landing: medianOf(visits.landing),
    'landing again': medianOf(visits['landing again']),
    'sign-in': medianOf(visits['sign-in']),
    list: medianOf(visits.list),
  };
}

function report(figures: Views<Figures>): void {
  const budgets = budgetsOf(figures);
  console.log(`Medians of ${runsCount} visits in turn; 1.6 Mbit/s, 150 ms, processor slowed four times`);
  console.table(figures);
  console.table(budgets);
  writeFileSync('bench.json', JSON.stringify({ runsCount, figures, budgets }, null, 2));
  if (budgets.every(({ isKept }) => isKept)) return;
  console.error('Over a budget');
  process.exitCode = 1;
}
