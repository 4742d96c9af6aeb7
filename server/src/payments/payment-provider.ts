/** What every way to collect money must satisfy; its formats stay inside its adapter. */
export interface PaymentProvider {
  readonly id: string;
}

/** The providers of this installation by their id. */
export type PaymentProviders = ReadonlyMap<string, PaymentProvider>;
