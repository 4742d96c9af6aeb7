import type { Mailer } from './mailer.ts';

/** For an installation without a mail server: the mail lies in the database, where the demo mailbox shows it. */
export const demoMailboxMailer: Mailer = { send: async () => ({ outcome: 'kept' }) };
