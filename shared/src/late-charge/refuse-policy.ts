import type { z } from 'zod';
import type { LateChargePolicyJson } from './policy-codec.ts';

// What a policy may not say although each of its fields could be read: rules that contradict each other.

type ChargeJson = LateChargePolicyJson['charges'][number];
type InterestJson = ChargeJson & { kind: 'interest' };
type Refuse = (path: (string | number)[], message: string) => void;

export function refusePolicy(policy: LateChargePolicyJson, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  refuseCodes(policy, refuse);
  if (policy.rounding === 'total' && policy.allocation === 'costs_interest_principal') {
    refuse(['rounding'], 'cannot be once over everything where each payment covers interest to the cent');
  }
  for (const [index, charge] of policy.charges.entries()) {
    const refuseIn: Refuse = (path, message) => refuse(['charges', index, ...path], message);
    refuseTriggers(charge, refuseIn);
    if ((charge.min ?? 0) > (charge.max ?? Infinity)) refuseIn(['max'], 'is below min');
    if (charge.kind === 'once') {
      refuseScale(charge, refuseIn);
      refuseRepeat(charge, refuseIn);
    } else refuseInterest(charge, policy, refuseIn);
  }
}

const ownCodes = new Set(['rounding', 'waived', 'allocation']);

/** A line is recognised by its code, those that belong to a charge by what is added to its code. */
function refuseCodes({ charges }: LateChargePolicyJson, refuse: Refuse): void {
  const seen = new Set<string>();
  for (const [index, { code }] of charges.entries()) {
    const path = ['charges', index, 'code'];
    if (ownCodes.has(code)) refuse(path, `is a code of the calculation itself: ${code}`);
    const taken = [code, `${code}_vat`, `${code}_min`, `${code}_max`];
    if (taken.some((each) => seen.has(each)))
      refuse(path, `is the code of another charge, or of one of its lines: ${code}`);
    for (const each of taken) seen.add(each);
  }
}

function refuseTriggers(charge: ChargeJson, refuse: Refuse): void {
  for (const [field, triggers] of Object.entries({ when: charge.when, starts: 'starts' in charge && charge.starts })) {
    if (!triggers) continue;
    for (const [index, trigger] of [triggers].flat().entries()) {
      const path = Array.isArray(triggers) ? [field, index] : [field];
      if (field === 'when' && trigger.event === 'due' && trigger.days === 0) {
        refuse([...path, 'days'], 'is the due date itself: who pays on it has paid in time');
      }
      if (trigger.event !== 'reminder') continue;
      if (trigger.clear_days !== undefined && trigger.days !== undefined) {
        refuse([...path, 'days'], 'cannot be counted beside clear_days');
      }
      if (trigger.clear_days !== undefined) continue;
      if (trigger.post_start !== undefined) refuse([...path, 'post_start'], 'is only counted with clear_days');
      if (trigger.holidays !== undefined) refuse([...path, 'holidays'], 'are only counted with clear_days');
    }
  }
}

function refuseScale({ scale }: ChargeJson & { kind: 'once' }, refuse: Refuse): void {
  const seen = new Set<number>();
  for (const [index, { from = 0, over = 0, percent, plus }] of scale.entries()) {
    const path = ['scale', index];
    if (over > from) refuse([...path, 'over'], 'is above where the band begins');
    if (seen.has(from)) refuse([...path, 'from'], 'is where another band begins, too');
    if (percent === undefined && plus === undefined) refuse(path, 'has neither plus nor percent');
    seen.add(from);
  }
}

/** Every day for twenty years would be 7,300 lines, each time that somebody looks. */
function refuseRepeat({ repeat }: ChargeJson & { kind: 'once' }, refuse: Refuse): void {
  if (!repeat || repeat.times !== undefined || !('every_days' in repeat) || repeat.every_days >= 7) return;
  refuse(['repeat', 'times'], 'is needed for what comes more than once a week');
}

/** More, on itself, is beyond any exact amount within a few years. */
const compoundedPercentMax = 100;

function refuseInterest(charge: InterestJson, { rounding }: LateChargePolicyJson, refuse: Refuse): void {
  const { day_count: dayCount = 'act/365', compound, rate } = charge;
  const isByMonths = dayCount.startsWith('months');
  const isSplit = !isByMonths || dayCount === 'months_prorata';
  if (rounding === 'day' && isByMonths) refuse(['day_count'], `counts months, and rounding is by day: ${dayCount}`);
  if (!isSplit && compound?.every === 'calendar_year') {
    refuse(['compound', 'every'], 'cuts the months that are counted whole');
  }
  if (compound?.carry === 'exact' && rounding === 'day') refuse(['compound', 'carry'], 'is rounded by day');
  if (compound && charge.base === 'original') refuse(['compound'], 'adds to a base that does not change: original');
  const most = 'series' in rate ? (rate.add ?? '0') : rate.percent;
  const times = 'per' in rate && rate.per === 'month' ? 12 : 1;
  if (compound && Number(most) * times > compoundedPercentMax) {
    refuse(['compound'], `is only for rates up to ${compoundedPercentMax} % a year`);
  }
  if ('series' in rate && rate.round_up_to !== undefined && /^[0.]*$/.test(rate.round_up_to)) {
    refuse(['rate', 'round_up_to'], 'is zero');
  }
}
