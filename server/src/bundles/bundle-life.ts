import { hourMs } from '../access/duration.ts';

/** How long a ZIP can be downloaded after it was made. */
export const bundleLifeMs = 6 * hourMs;
