import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { detail, summary } from './testing/documents.ts';
import { answers, network } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const pdfUrl = `http://quittance.test/api/documents/${summary.id}/pdf`;
const shared: ShareData[] = [];

beforeEach(() => {
  answers('get', '/api/session', session);
  answers('get', '/api/documents/:id', detail);
});
afterEach(() => {
  for (const name of ['canShare', 'share']) Reflect.deleteProperty(navigator, name);
  shared.length = 0;
});

function withShareSheet(share: (data: ShareData) => Promise<void>): void {
  Object.defineProperties(navigator, {
    canShare: { value: () => true, configurable: true },
    share: { value: share, configurable: true },
  });
}

async function pressShare(): Promise<void> {
  const user = openApp(`/documents/${summary.id}`);
  await user.click(await screen.findByRole('button', { name: 'Share PDF' }, { timeout: 30_000 }));
}

test('a document is shared as its PDF, and never by an address', async () => {
  network.use(http.get(pdfUrl, () => HttpResponse.arrayBuffer(new TextEncoder().encode('%PDF-1.7').buffer)));
  withShareSheet(async (data) => void shared.push(data));
  await pressShare();
  await waitFor(() => expect(shared).toHaveLength(1));
  const [data] = shared;
  expect([data?.url, data?.text, data?.files?.length]).toEqual([undefined, undefined, 1]);
  expect([data?.files?.[0]?.type, data?.files?.[0]?.name]).toEqual(['application/pdf', `${summary.number}.pdf`]);
});

test('what could not be shared can still be downloaded; what was not meant to be is no failure', async () => {
  network.use(http.get(pdfUrl, () => new HttpResponse(null, { status: 500 })));
  withShareSheet(async () => {
    throw new DOMException('closed', 'AbortError');
  });
  await pressShare();
  expect(await screen.findByText(/Please download it instead/)).toBeTruthy();
  network.use(http.get(pdfUrl, () => HttpResponse.arrayBuffer(new ArrayBuffer(8))));
  screen.getByRole('button', { name: 'Share PDF' }).click();
  await waitFor(() => expect(screen.queryByText(/Please download it instead/)).toBeNull());
});

test('where there is no share sheet for files, nothing offers one', async () => {
  openApp(`/documents/${summary.id}`);
  await screen.findByRole('link', { name: 'Download PDF' }, { timeout: 30_000 });
  expect(screen.queryByRole('button', { name: 'Share PDF' })).toBeNull();
});
