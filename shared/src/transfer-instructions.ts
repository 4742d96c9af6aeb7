import { z } from 'zod';

/** Where a bank transfer goes. `epc` is the text of the EPC QR code, null outside EUR. Showing it starts no attempt. */
export const transferInstructionsSchema = z.strictObject({
  accountName: z.string(),
  iban: z.string(),
  bic: z.string().nullable(),
  reference: z.string(),
  epc: z.string().nullable(),
});
export type TransferInstructions = z.infer<typeof transferInstructionsSchema>;
