/** Hands one message to the post: SMTP, or the demo mailbox. Throws when trying again later may help. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailAnswer>;
}

/**
 * `accepted`: it is in the hands of a mail server. `kept`: it stays here to be read. `refused`: it will never be taken, so it is
 * not tried again; the reason is the server's own answer.
 */
export type MailAnswer = { outcome: 'accepted' } | { outcome: 'kept' } | { outcome: 'refused'; reason: string };

/** One message to one recipient: nobody's address is shown to anybody else. */
export type OutgoingMail = {
  /** With its angle brackets; the same on every try, so that a second delivery is recognised as the same message. */
  messageId: string;
  /** When it was queued: like the Message-ID the same on every try. */
  writtenAt: Date;
  to: string;
  from: { name: string; address: string };
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  attachments: readonly OutgoingAttachment[];
};

export type OutgoingAttachment = {
  fileName: string;
  mediaType: string;
  content: Uint8Array;
  /** Set for a picture inside the HTML, which names it as `cid:<contentId>`. */
  contentId?: string;
};
