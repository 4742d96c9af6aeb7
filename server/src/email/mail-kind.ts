/** What a mail is about; stored with it. */
export type MailKind =
  | 'invoice'
  | 'credit_note'
  | 'sign_in'
  | 'payment_receipt'
  | 'payment_notice'
  | 'payment_returned'
  | 'payment_returned_notice'
  | 'payment_failed'
  | 'refund_failed_notice'
  | 'payment_locked'
  | 'payment_locked_notice'
  | 'bundle_ready'
  | 'comment'
  | 'comment_notice'
  | 'comment_refused'
  | 'proposal_notice'
  | 'proposal_answer';
