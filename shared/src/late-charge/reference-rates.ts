import type { RateSeries } from './rate-series.ts';
import { belgianCommercial, belgianLegal } from './reference-rates/belgium.ts';
import { ecbMainRefinancing } from './reference-rates/ecb.ts';
import { frenchCommercial, frenchLegal } from './reference-rates/france.ts';
import { germanBase } from './reference-rates/germany.ts';
import { dutchCommercial, dutchLegal } from './reference-rates/netherlands.ts';
import { bankRate } from './reference-rates/united-kingdom.ts';

/**
 * The rates that come with the program, as of November 2026. None was read from the authority's own page: each row says where it is
 * from, and rows that a merchant loads win.
 */
export const referenceRates: readonly RateSeries[] = [
  ecbMainRefinancing,
  belgianCommercial,
  belgianLegal,
  dutchCommercial,
  dutchLegal,
  frenchCommercial,
  frenchLegal,
  germanBase,
  bankRate,
];
