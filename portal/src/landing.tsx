import { startTransition, type ReactNode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { TransferDetails } from './components/transfer-details.tsx';
import { WhatIf } from './features/documents/what-if.tsx';
import { PayForm } from './features/payments/pay-form.tsx';
import { post } from './lib/post.ts';
import type { LandingScript, LandingWhatIf } from './pages/landing-view.ts';

/** Brings the page behind a mailed link to life, where there is more to it than to be read. */
export function startLanding(): void {
  const script: unknown = JSON.parse(document.getElementById('landing')?.textContent ?? 'null');
  if (!isLandingScript(script)) throw new Error('the page holds no landing data');
  const { seenPath, pay, whatIf, transfer } = script;
  if (pay) hydrate('pay', <PayForm {...pay} />);
  if (transfer) hydrate('transfer', <TransferDetails transfer={transfer} />);
  if (whatIf) renderWhatIf(whatIf);
  tellWhenSeen(seenPath);
}

/** Works with script only, so nothing of it came with the page. */
function renderWhatIf({ offer, path, tag }: LandingWhatIf): void {
  const place = document.getElementById('what-if');
  const load = async () => (await import('./landing-sources.ts')).loadSources(path, tag);
  if (place) createRoot(place).render(<WhatIf offer={offer} load={load} />);
}

function isLandingScript(value: unknown): value is LandingScript {
  return typeof value === 'object' && value !== null && 'seenPath' in value && 'pay' in value && 'transfer' in value;
}

function hydrate(id: string, part: ReactNode): void {
  const place = document.getElementById(id);
  if (place) startTransition(() => void hydrateRoot(place, part));
}

/** A view counts after something that only a person does; opening a link, as mail scanners do, is not that. */
function tellWhenSeen(path: string): void {
  const acts = ['pointerdown', 'keydown', 'wheel', 'touchmove'];
  const controller = new AbortController();
  const onAct = () => {
    controller.abort();
    post(path);
  };
  for (const act of acts) addEventListener(act, onAct, { signal: controller.signal, passive: true });
}
