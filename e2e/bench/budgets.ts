import type { Figures } from './measure-view.ts';

export type Budget = { what: string; value: number; limit: number; isKept: boolean };

type Measured = Record<'floor' | 'landing' | 'landing again' | 'list', Figures>;

const kilobyte = 1024;

/** What the first view may cost, as a ratio to the floor of the same run or as a size. */
export function budgetsOf({ floor, landing, 'landing again': again, list }: Measured): Budget[] {
  return [
    budget('landing: largest paint / floor', landing.largestPaintMs / floor.largestPaintMs, 1.1),
    budget('landing: amount visible / floor', landing.amountMs / floor.amountMs, 1.1),
    budget("landing: pay button answers / floor's paint", (landing.tapMs ?? Infinity) / floor.largestPaintMs, 2.75),
    budget('landing: script, KB', landing.scriptBytes / kilobyte, 85),
    budget('landing: HTML, KB', landing.htmlBytes / kilobyte, 6),
    budget('landing: everything, KB', landing.totalBytes / kilobyte, 110),
    budget('landing: requests', landing.requests, 4),
    budget('landing: layout shift', landing.layoutShift, 0.01),
    // What the same page without script takes at once on this machine is not the script's doing.
    budget(
      "landing: longest task / 100 ms, or the floor's",
      landing.longestTaskMs / Math.max(100, floor.longestTaskMs),
      1,
    ),
    budget("landing again: amount visible / floor's first visit", again.amountMs / floor.amountMs, 1),
    budget('list: first rows visible / floor', list.amountMs / floor.amountMs, 1.25),
  ];
}

function budget(what: string, value: number, limit: number): Budget {
  const rounded = Math.round(value * 1000) / 1000;
  return { what, value: rounded, limit, isKept: rounded <= limit };
}
