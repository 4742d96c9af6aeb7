import type { CalculationAnswer } from '@quittance/shared/customer-view.ts';
import type { WhatIfSources } from './features/documents/what-if.tsx';
import { answerOf } from './lib/api.ts';
import { loadWording } from './lib/i18n.ts';

/** What the landing page calculates another day from: the facts under its link, and the words that it came without. */
export async function loadSources(path: string, tag: string): Promise<WhatIfSources> {
  const [wording, { facts }] = await Promise.all([loadWording(tag), answerOf<CalculationAnswer>(path)]);
  return { facts, wording };
}
