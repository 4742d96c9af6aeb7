import type { Logger } from 'pino';
import type { EntityProfile } from '../branding/entity-queries.ts';

/** What every handler finds in its context. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Carries the request id. */
    log: Logger;
    /** Of whoever asks, beyond the trusted proxies; an IPv6 address is cut to its /64. */
    clientAddress: string;
    site: Site;
  };
};

/** Under which of our names the request came. */
export type Site = {
  origin: string;
  /** Whose own name it is; null: the installation's. */
  entity: EntityProfile | null;
};
