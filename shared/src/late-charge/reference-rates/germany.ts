import { inForceUntil } from '../rate-series.ts';

const bundesbank = 'Deutsche Bundesbank, series BBIN1.M.DE.BBK.BBKBAS2.EUR.ME';
const secondary = 'three secondary sources that agree; not checked against the Bundesbank';

/** Only changes: a rate stays until the next one. */
export const germanBase = inForceUntil('2026-12-31', {
  code: 'DE_BASE',
  title: 'Germany: Basiszinssatz (§ 247 BGB)',
  rows: [
    ['2002-01-01', '2.57', bundesbank],
    ['2002-07-01', '2.47', bundesbank],
    ['2003-01-01', '1.97', bundesbank],
    ['2003-07-01', '1.22', bundesbank],
    ['2004-01-01', '1.14', bundesbank],
    ['2004-07-01', '1.13', bundesbank],
    ['2005-01-01', '1.21', bundesbank],
    ['2005-07-01', '1.17', bundesbank],
    ['2006-01-01', '1.37', bundesbank],
    ['2006-07-01', '1.95', bundesbank],
    ['2007-01-01', '2.70', bundesbank],
    ['2007-07-01', '3.19', bundesbank],
    ['2008-01-01', '3.32', bundesbank],
    ['2008-07-01', '3.19', bundesbank],
    ['2009-01-01', '1.62', bundesbank],
    ['2009-07-01', '0.12', bundesbank],
    ['2011-07-01', '0.37', bundesbank],
    ['2012-01-01', '0.12', bundesbank],
    ['2013-01-01', '-0.13', bundesbank],
    ['2013-07-01', '-0.38', bundesbank],
    ['2014-01-01', '-0.63', bundesbank],
    ['2014-07-01', '-0.73', bundesbank],
    ['2015-01-01', '-0.83', bundesbank],
    ['2016-07-01', '-0.88', bundesbank],
    ['2023-01-01', '1.62', bundesbank],
    ['2023-07-01', '3.12', bundesbank],
    ['2024-01-01', '3.62', bundesbank],
    ['2024-07-01', '3.37', bundesbank],
    ['2025-01-01', '2.27', bundesbank],
    ['2025-07-01', '1.27', bundesbank],
    ['2026-01-01', '1.27', secondary],
    ['2026-07-01', '1.52', secondary],
  ],
});
