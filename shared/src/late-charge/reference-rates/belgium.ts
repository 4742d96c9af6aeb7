import { inForceUntil } from '../rate-series.ts';

const moniteur = 'jpfontaineleveque.be/archives/246, with the dates in the Moniteur belge';
const computed =
  'computed: ECB reference + 8 points (7 before 16 March 2013), rounded up to the half point; not seen published';
const avolink = 'avolink.be: interest rate from 1 January 2007 11 %';
const lexalert =
  'lexalert.be: interest on late payment of commercial transactions 2020, with the dates in the Staatsblad';
const ministry = 'financien.belgium.be, Treasury: rate of the second half of 2020';
const phc = 'phc-expert.be: rate of the first half of 2021';
const woltersKluwer = 'wolterskluwer.com: 8 % since the second half of 2016, second half of 2022 included';
const schoups2022 = 'schoups.be: rate stays 8 % and 8.5 %, 2022';
const lydian = 'lydian.be: rates of 2023, with a table of the legal rate';
const schoups2023 = 'schoups.be: rate of the second half of 2023';
const medenam = 'medenam.be: rate of the first half of 2024';
const forumForTheFuture = 'blog.forumforthefuture.be: rate of the second half of 2024';
const schoups2025 = 'leuropeinfo.eu (Schoups): rates of 2025';
const embuild = 'embuild.be: rates of 2026';
const schoups2020 = 'schoups.com: table of the legal rate until 2020';

/** From 16 March 2013 to 15 March 2015 for contracts made, renewed or extended since 16 March 2013; older ones had 8.00, then 7.50. */
export const belgianCommercial = inForceUntil('2026-12-31', {
  code: 'BE_B2B',
  title: 'Belgium: rate for commercial transactions (law of 2 August 2002, art. 5), points and rounding included',
  rows: [
    ['2002-07-01', '10.50', moniteur],
    ['2003-01-01', '10.00', moniteur],
    ['2003-07-01', '9.50', moniteur],
    ['2004-01-01', '9.50', moniteur],
    ['2004-07-01', '9.50', moniteur],
    ['2005-01-01', '9.50', moniteur],
    ['2005-07-01', '9.50', computed],
    ['2006-01-01', '9.50', computed],
    ['2006-07-01', '10.00', avolink],
    ['2007-01-01', '11.00', avolink],
    ['2007-07-01', '11.50', computed],
    ['2008-01-01', '11.50', computed],
    ['2008-07-01', '11.50', lexalert],
    ['2009-01-01', '9.50', lexalert],
    ['2009-07-01', '8.00', lexalert],
    ['2010-01-01', '8.00', lexalert],
    ['2010-07-01', '8.00', lexalert],
    ['2011-01-01', '8.00', lexalert],
    ['2011-07-01', '8.50', lexalert],
    ['2012-01-01', '8.00', lexalert],
    ['2012-07-01', '8.00', lexalert],
    ['2013-01-01', '8.00', lexalert],
    ['2013-03-16', '9.00', lexalert],
    ['2013-07-01', '8.50', lexalert],
    ['2014-01-01', '8.50', lexalert],
    ['2014-07-01', '8.50', lexalert],
    ['2015-01-01', '8.50', lexalert],
    ['2015-07-01', '8.50', lexalert],
    ['2016-01-01', '8.50', lexalert],
    ['2016-07-01', '8.00', lexalert],
    ['2017-01-01', '8.00', lexalert],
    ['2017-07-01', '8.00', lexalert],
    ['2018-01-01', '8.00', lexalert],
    ['2018-07-01', '8.00', lexalert],
    ['2019-01-01', '8.00', lexalert],
    ['2019-07-01', '8.00', lexalert],
    ['2020-01-01', '8.00', lexalert],
    ['2020-07-01', '8.00', ministry],
    ['2021-01-01', '8.00', phc],
    ['2021-07-01', '8.00', woltersKluwer],
    ['2022-01-01', '8.00', schoups2022],
    ['2022-07-01', '8.00', woltersKluwer],
    ['2023-01-01', '10.50', lydian],
    ['2023-07-01', '12.00', schoups2023],
    ['2024-01-01', '12.50', medenam],
    ['2024-07-01', '12.50', forumForTheFuture],
    ['2025-01-01', '11.50', schoups2025],
    ['2025-07-01', '10.50', embuild],
    ['2026-01-01', '10.50', embuild],
    ['2026-07-01', '10.50', computed],
  ],
});

export const belgianLegal = inForceUntil('2026-12-31', {
  code: 'BE_LEGAL',
  title: 'Belgium: ordinary legal rate (law of 5 May 1865), by calendar year',
  rows: [
    ['2007-01-01', '6.00', schoups2020],
    ['2008-01-01', '7.00', schoups2020],
    ['2009-01-01', '5.50', schoups2020],
    ['2010-01-01', '3.25', schoups2020],
    ['2011-01-01', '3.75', schoups2020],
    ['2012-01-01', '4.25', schoups2020],
    ['2013-01-01', '2.75', schoups2020],
    ['2014-01-01', '2.75', schoups2020],
    ['2015-01-01', '2.50', schoups2020],
    ['2016-01-01', '2.25', schoups2020],
    ['2017-01-01', '2.00', schoups2020],
    ['2018-01-01', '2.00', schoups2020],
    ['2019-01-01', '2.00', schoups2020],
    ['2020-01-01', '1.75', schoups2020],
    ['2021-01-01', '1.75', lydian],
    ['2022-01-01', '1.50', lydian],
    ['2023-01-01', '5.25', lydian],
    ['2024-01-01', '5.75', schoups2025],
    ['2025-01-01', '4.50', schoups2025],
    ['2026-01-01', '4.50', embuild],
  ],
});
