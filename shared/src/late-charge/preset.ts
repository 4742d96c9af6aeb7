import type { CalendarDate } from '../calendar-date.ts';
import type { LateChargePolicyJson } from './policy-codec.ts';

/** A policy to start from, with where its rules come from and what nobody could confirm. A merchant reads it before taking it over. */
export type LateChargePreset = {
  id: string;
  /** What it is for, in a few words. */
  title: string;
  /** ISO 3166-1 alpha-2; null: rules of a contract, of no place. */
  country: string | null;
  /** The day as of which its rules were looked up. */
  lookedUpDate: CalendarDate;
  laws: string[];
  sources: string[];
  /** What it rests on that was not seen in the law itself, or is disputed. */
  uncertain: string[];
  policy: LateChargePolicyJson;
};

/** Shown wherever a preset can be chosen. */
export const presetNotice =
  'This preset is not legal advice. Have somebody who knows the law of your country read it before you use it.';

export const lookedUpDate: CalendarDate = '2026-11-20';

/** Interest on late payment between businesses and public bodies, in the words that most presets share. */
export const directive = {
  law: 'Directive 2011/7/EU, art. 3',
  feeLaw: 'Directive 2011/7/EU, art. 6',
  source: 'legislation.gov.uk/eudr/2011/7',
  pending: 'A regulation to replace Directive 2011/7/EU was pending; where it stands was not found.',
};

type PolicyBody = Pick<LateChargePolicyJson, 'id' | 'valid_from' | 'audience' | 'charges'> &
  Partial<Pick<LateChargePolicyJson, 'allocation' | 'rounding'>>;

export function presetPolicy(body: PolicyBody): LateChargePolicyJson {
  return { schema: 'latefee-policy/1', version: 1, ...body };
}

type ChargeJson = LateChargePolicyJson['charges'][number];

/** 40 euros for each late invoice. */
export function fortyEuros(law: string): ChargeJson {
  return { kind: 'once', code: 'recovery_fee', scale: [{ plus: 4000 }], law };
}
