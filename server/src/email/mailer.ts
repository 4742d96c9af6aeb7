/** Hands one message to the post: SMTP, or the demo mailbox. Resolves when it was accepted, throws when it was not. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}

/** One message to one recipient: nobody's address is shown to anybody else. */
export type OutgoingMail = {
  to: string;
  from: { name: string; address: string };
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
  attachments?: MailAttachment[];
};

export type MailAttachment = {
  fileName: string;
  mediaType: string;
  content: Uint8Array;
  /** Set for a picture inside the HTML, which names it as `cid:<contentId>`. */
  contentId?: string;
};
