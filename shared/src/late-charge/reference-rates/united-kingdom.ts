import { inForceUntil } from '../rate-series.ts';

const unverified = 'not verified against any publication';
const changeList = 'list of Bank Rate changes, secondary';
const changes2025 = '4.00 % from 7 August 2025, 3.75 % from 18 December 2025; secondary';
const wolfx = 'usewolfx.com: 3.75 % in June 2026; secondary';

export const bankRate = inForceUntil('2026-12-31', {
  code: 'UK_BOE',
  title: 'United Kingdom: official rate on the 30 June or 31 December before the half-year (SI 2002/1675, art. 4)',
  rows: [
    ['2016-01-01', '0.50', unverified],
    ['2016-07-01', '0.50', unverified],
    ['2017-01-01', '0.25', unverified],
    ['2017-07-01', '0.25', unverified],
    ['2018-01-01', '0.50', unverified],
    ['2018-07-01', '0.50', unverified],
    ['2019-01-01', '0.75', unverified],
    ['2019-07-01', '0.75', unverified],
    ['2020-01-01', '0.75', changeList],
    ['2020-07-01', '0.10', changeList],
    ['2021-01-01', '0.10', changeList],
    ['2021-07-01', '0.10', changeList],
    ['2022-01-01', '0.25', changeList],
    ['2022-07-01', '1.25', changeList],
    ['2023-01-01', '3.50', changeList],
    ['2023-07-01', '5.00', changeList],
    ['2024-01-01', '5.25', changeList],
    ['2024-07-01', '5.25', changeList],
    ['2025-01-01', '4.75', changeList],
    ['2025-07-01', '4.25', changeList],
    ['2026-01-01', '3.75', changes2025],
    ['2026-07-01', '3.75', wolfx],
  ],
});
