import { inForceUntil } from '../rate-series.ts';

const dutchAndItalian =
  'computed from the Dutch commercial rate less its margin; equals the Italian Gazzetta Ufficiale (D.Lgs. 231/2002)';
const dutch = 'computed from the Dutch commercial rate less its margin; not seen published';
const dutchAndFrench =
  'computed from the Dutch commercial rate less its margin; fits the ECB changes listed by legifiscal.fr';
const halfYearTables =
  'two half-year tables that agree: fatturaavvocato.it (Italy) and the Dutch rates of the Staatsblad as compiled by Luxis';
const officialJournal = 'Official Journal C/2026/01398: 2.15 % on 1 April 2026, unchanged since June 2025';
const pressRelease = 'ECB press release of 11 June 2026, as quoted elsewhere; the Dutch 10.40 and German 1.52 agree';

export const ecbMainRefinancing = inForceUntil('2026-12-31', {
  code: 'ECB_MRO',
  title: 'ECB main refinancing rate in force on 1 January or 1 July (Directive 2011/7/EU, art. 3(2))',
  rows: [
    ['2002-07-01', '3.35', dutchAndItalian],
    ['2003-01-01', '2.85', dutchAndItalian],
    ['2003-07-01', '2.10', dutchAndItalian],
    ['2004-01-01', '2.02', dutch],
    ['2004-07-01', '2.01', dutch],
    ['2005-01-01', '2.09', dutch],
    ['2005-07-01', '2.05', dutch],
    ['2006-01-01', '2.25', dutch],
    ['2006-07-01', '2.83', dutch],
    ['2007-01-01', '3.58', dutch],
    ['2007-07-01', '4.07', dutch],
    ['2008-01-01', '4.20', dutch],
    ['2008-07-01', '4.07', dutch],
    ['2009-01-01', '2.50', dutch],
    ['2009-07-01', '1.00', dutchAndFrench],
    ['2010-01-01', '1.00', dutchAndFrench],
    ['2010-07-01', '1.00', dutchAndFrench],
    ['2011-01-01', '1.00', dutchAndFrench],
    ['2011-07-01', '1.25', dutchAndFrench],
    ['2012-01-01', '1.00', dutchAndFrench],
    ['2012-07-01', '1.00', dutchAndFrench],
    ['2013-01-01', '0.75', dutchAndFrench],
    ['2013-07-01', '0.50', dutchAndFrench],
    ['2014-01-01', '0.25', dutchAndFrench],
    ['2014-07-01', '0.15', dutchAndFrench],
    ['2015-01-01', '0.05', dutchAndFrench],
    ['2015-07-01', '0.05', dutchAndFrench],
    ['2016-01-01', '0.05', dutchAndFrench],
    ['2016-07-01', '0.00', dutchAndFrench],
    ['2017-01-01', '0.00', halfYearTables],
    ['2017-07-01', '0.00', halfYearTables],
    ['2018-01-01', '0.00', halfYearTables],
    ['2018-07-01', '0.00', halfYearTables],
    ['2019-01-01', '0.00', halfYearTables],
    ['2019-07-01', '0.00', halfYearTables],
    ['2020-01-01', '0.00', halfYearTables],
    ['2020-07-01', '0.00', halfYearTables],
    ['2021-01-01', '0.00', halfYearTables],
    ['2021-07-01', '0.00', halfYearTables],
    ['2022-01-01', '0.00', halfYearTables],
    ['2022-07-01', '0.00', halfYearTables],
    ['2023-01-01', '2.50', halfYearTables],
    ['2023-07-01', '4.00', halfYearTables],
    ['2024-01-01', '4.50', halfYearTables],
    ['2024-07-01', '4.25', halfYearTables],
    ['2025-01-01', '3.15', halfYearTables],
    ['2025-07-01', '2.15', halfYearTables],
    ['2026-01-01', '2.15', officialJournal],
    ['2026-07-01', '2.40', pressRelease],
  ],
});
