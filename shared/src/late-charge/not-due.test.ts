import { describe, expect, it } from 'vitest';
import type { LateChargeEvent } from './input.ts';
import type { NotDue } from './not-due.ts';
import { chargesOf, credited, fee, interest, paid, policyOf, reminded } from './testing.ts';

const clear = { event: 'reminder', nth: 1, clear_days: 14 };
const none = { triggers: [], firstDate: null, ifRemindedDate: null };

function explained(charge: unknown, asOfDate: string, events: LateChargeEvent[] = []): NotDue | undefined {
  const { lines, notDue } = chargesOf({ policy: policyOf(charge), asOfDate, events });
  expect(lines).toEqual([]);
  return notDue[0];
}

describe('nothing due yet', () => {
  it.each<[string, unknown, string, LateChargeEvent[], Partial<NotDue>]>([
    [
      'because payment is still in time',
      fee,
      '2025-01-31',
      [],
      {
        reason: 'trigger',
        triggers: [{ trigger: { event: 'due', days: 1 }, reachedDate: '2025-02-01' }],
        firstDate: '2025-02-01',
        ifRemindedDate: null,
      },
    ],
    [
      'because the days of grace are not over',
      { ...interest, when: { event: 'due', days: 4 } },
      '2025-02-02',
      [],
      {
        reason: 'trigger',
        triggers: [{ trigger: { event: 'due', days: 4 }, reachedDate: '2025-02-04' }],
        firstDate: '2025-02-04',
      },
    ],
    [
      'because no reminder was sent: as if one were sent today',
      { ...fee, when: clear },
      '2025-02-10',
      [],
      {
        reason: 'trigger',
        triggers: [
          { trigger: { event: 'reminder', nth: 1, clearDays: 14, postStart: null, holidays: [] }, reachedDate: null },
        ],
        firstDate: '2025-02-25',
        ifRemindedDate: '2025-02-10',
      },
    ],
    [
      'because no reminder could be sent yet: as if one were sent on the first late day',
      { ...fee, when: clear },
      '2025-01-15',
      [],
      { reason: 'trigger', firstDate: '2025-02-16', ifRemindedDate: '2025-02-01' },
    ],
    [
      'because the days after the reminder are not over',
      { ...fee, when: clear },
      '2025-02-10',
      [reminded('2025-02-05')],
      { reason: 'trigger', firstDate: '2025-02-20', ifRemindedDate: null },
    ],
    [
      'because interest starts later than it could be claimed',
      { ...interest, starts: { event: 'due', days: 5 } },
      '2025-02-02',
      [],
      { reason: 'period', ...none, firstDate: '2025-02-05' },
    ],
    [
      'because the day itself bears nothing',
      { ...interest, ends: 'payment_day_excluded' },
      '2025-02-01',
      [],
      { reason: 'period', ...none, firstDate: '2025-02-02' },
    ],
    [
      'because the first month is not full',
      { ...interest, rate: { percent: '1', per: 'month' }, day_count: 'months_whole' },
      '2025-02-10',
      [],
      { reason: 'period', ...none, firstDate: '2025-02-28' },
    ],
    [
      'because it is paid',
      fee,
      '2025-06-30',
      [paid('2025-01-31', 100_000)],
      { reason: 'nothing_outstanding', ...none },
    ],
    [
      'because it is credited',
      interest,
      '2025-01-10',
      [credited('2025-01-05', 100_000)],
      { reason: 'nothing_outstanding', ...none },
    ],
    [
      'because it was paid in time, though it was given back since',
      fee,
      '2025-06-30',
      [paid('2025-01-31', 100_000), paid('2025-05-01', -100_000)],
      { reason: 'nothing_outstanding', ...none },
    ],
    [
      'because so little is outstanding',
      { ...fee, scale: [{ from: 100_001, plus: 1 }] },
      '2025-06-30',
      [],
      { reason: 'below_scale', ...none },
    ],
  ])('is explained: %s', (_, charge, asOfDate, events, expected) => {
    expect(explained(charge, asOfDate, events)).toMatchObject(expected);
  });

  it.each([
    ['due', fee, []],
    ['grace', { ...interest, when: { event: 'due', days: 9 } }, []],
    ['shift', { ...interest, starts: { event: 'due', days: 9 } }, []],
    ['excluded', { ...interest, ends: 'payment_day_excluded' }, []],
    ['clear days', { ...fee, when: clear }, [reminded('2025-02-03')]],
    ['whole months', { ...interest, rate: { percent: '1', per: 'month' }, day_count: 'months_whole' }, []],
  ])('names the first day on which there is a line: %s', (_, charge, events) => {
    const on = (asOfDate: string) => chargesOf({ policy: policyOf(charge), asOfDate, events });
    const firstDate = on('2025-01-31').notDue[0]?.firstDate ?? on('2025-02-03').notDue[0]?.firstDate ?? '';
    const known = events.length > 0 ? (on('2025-02-03').notDue[0]?.firstDate ?? '') : firstDate;
    const dayBefore = new Date(Date.parse(known) - 86_400_000).toISOString().slice(0, 10);
    expect([on(dayBefore).lines.length, on(known).lines.length]).toEqual([0, 1]);
  });

  it('says nothing of a charge that has a line, or was claimed', () => {
    const policy = policyOf(fee, interest);
    const { lines, notDue } = chargesOf({ policy });
    expect(notDue).toEqual([]);
    expect(chargesOf({ policy, chargedLines: lines }).notDue).toEqual([]);
  });
});
