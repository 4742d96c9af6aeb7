import type { LateChargePreset } from './preset.ts';
import { belgianBusiness, belgianConsumer, belgianConsumerOfSme } from './presets/belgium.ts';
import {
  flatFee,
  monthlyByDay,
  monthlyStarted,
  monthlyWhole,
  percentAndInterest,
  percentFee,
} from './presets/contract.ts';
import {
  british,
  french,
  germanBusiness,
  germanConsumer,
  irish,
  italian,
  luxembourgish,
  spanish,
} from './presets/europe.ts';
import { dutchBusiness, dutchConsumer } from './presets/netherlands.ts';

/** Policies to start from. None is legal advice, and `presetNotice` says so wherever they are shown. */
export const lateChargePresets: readonly LateChargePreset[] = [
  belgianBusiness,
  belgianConsumerOfSme,
  belgianConsumer,
  dutchBusiness,
  dutchConsumer,
  french,
  germanBusiness,
  germanConsumer,
  british,
  irish,
  luxembourgish,
  spanish,
  italian,
  percentAndInterest,
  flatFee,
  percentFee,
  monthlyWhole,
  monthlyStarted,
  monthlyByDay,
];
