// What one mail says, before it is set as text or HTML: both parts are made of the same blocks, so they cannot disagree.

export type MailMessage = { subject: string; preheader: string; blocks: readonly MailBlock[] };

export type MailBlock =
  | { kind: 'title'; text: string }
  /** The amount that the mail is about: the largest thing in it. */
  | { kind: 'amount'; label: string; amount: string; note: string | null; detail?: string | null }
  | { kind: 'paragraph'; parts: readonly TextPart[] }
  | { kind: 'button'; text: string; url: string; picture: InlinePicture | null }
  | { kind: 'code'; code: string }
  | { kind: 'facts'; rows: readonly Fact[] }
  /** What was and what shall be, side by side; a line break is `\n`. */
  | { kind: 'changes'; before: string; after: string; rows: readonly Change[] }
  | { kind: 'small'; text: string };

/** Text (a line break is `\n`), or the words of a link. */
export type TextPart = string | { text: string; url: string };

export type Fact = { label: string; value: string; url?: string };

export type Change = { label: string; before: string; after: string };

/** An attached picture; `text` is what is read where pictures are not shown. */
export type InlinePicture = { contentId: string; text: string };

/** The entity's stationery around the message. */
export type MailFrame = {
  language: string;
  name: string;
  accent: string;
  accentDark: string | null;
  logo: InlinePicture | null;
  /** Null in a mail to the merchant's own people, who need not be told whom to ask. */
  questions: string | null;
  /** Registered name, address, VAT number: what the law wants under a business letter. */
  imprint: readonly string[];
};
