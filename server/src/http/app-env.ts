import type { Logger } from 'pino';

/** What every handler finds in its context. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Carries the request id. */
    log: Logger;
    /** Of whoever asks, beyond the trusted proxies; an IPv6 address is cut to its /64. */
    clientAddress: string;
  };
};
