import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { DocumentContent, DocumentKind, PostalAddress } from '@quittance/shared/document.ts';
import type { BrandPatch } from '../branding/change-brand.ts';
import type { Branding } from '@quittance/shared/branding.ts';
import type { LinkOpens } from '@quittance/shared/access.ts';
import type { CommentSide, CommentSource } from '@quittance/shared/comment.ts';
import type { ReturnPage } from '@quittance/shared/return-page.ts';
import type { ImportReport } from '@quittance/shared/import-report.ts';
import type { LateChargeLine } from '@quittance/shared/late-charge/line.ts';
import type { LateChargePolicyJson } from '@quittance/shared/late-charge/policy-codec.ts';
import type { ProposalKind, ProposalState, ProposedDetails } from '@quittance/shared/proposal.ts';
import type { FindingKind } from '@quittance/shared/merchant-api/payment-finding.ts';
import type { RefundState } from '@quittance/shared/merchant-api/refund.ts';
import type { ReferenceForm } from '@quittance/shared/payment-reference.ts';
import type { AttemptAction, AttemptState, FailureClass, FailureCode, PaymentMode } from '@quittance/shared/payment.ts';

// What the columns of 0001_init.sql are in TypeScript; what a row means is said there.

type RefundPart = { invoiceId: string; amountMinor: number };

/** Parsed on the way out, given as JSON text or data on the way in. */
type Json<T> = ColumnType<T, string, string>;
type Created = ColumnType<Date, Date | undefined, never>;
type Id = Generated<string>;

export type Database = {
  merchants: { id: Id; name: string; created_at: Created };
  entities: EntityTable;
  late_charge_policies: {
    merchant_id: string;
    id: Id;
    entity_id: string;
    customer_id: string | null;
    document_id: string | null;
    version: number;
    valid_from_date: string;
    policy: Json<LateChargePolicyJson>;
    created_at: Created;
  };
  customers: CustomerTable;
  contacts: {
    merchant_id: string;
    id: Id;
    customer_id: string;
    name: string | null;
    email: string;
    language: string | null;
    disabled_at: Date | null;
    created_at: Created;
  };
  bundles: BundleTable;
  imports: {
    merchant_id: string;
    id: Id;
    source: 'api' | 'command' | 'demo';
    files_count: number;
    imported_count: number;
    unchanged_count: number;
    refused_count: number;
    report: Json<ImportReport>;
    created_at: Date;
  };
  documents: DocumentTable;
  document_files: {
    merchant_id: string;
    id: Id;
    document_id: string;
    role: DocumentFileRole;
    file_name: string;
    media_type: string;
    size_bytes: number;
    sha256: string;
    created_at: Created;
  };
  reminders: {
    merchant_id: string;
    id: Id;
    document_id: string;
    sent_date: string;
    channel: 'email' | 'post';
    created_at: Date;
  };
  late_charge_waivers: {
    merchant_id: string;
    id: Id;
    document_id: string;
    waived_date: string;
    code: string | null;
    amount_minor: number | null;
    reason: string;
    waived_by: string;
    created_at: Date;
    ended_at: Date | null;
    ended_reason: string | null;
    ended_by: string | null;
  };
  reference_rates: {
    merchant_id: string;
    id: Id;
    series: string;
    from_date: string;
    to_date: string;
    percent: string;
    source: string;
    created_at: Date;
  };
  late_charges: {
    merchant_id: string;
    id: Id;
    document_id: string;
    code: string;
    amount_minor: number;
    charge_date: string;
    line: Json<LateChargeLine>;
    waiver_id: string | null;
    created_at: Date;
  };
  payments: PaymentTable;
  payment_reversals: {
    merchant_id: string;
    id: Id;
    payment_id: string;
    kind: 'returned' | 'refund' | 'dispute';
    provider_reference: string;
    amount_minor: number;
    reversed_date: string;
    created_at: Date;
  };
  payment_findings: {
    merchant_id: string;
    id: Id;
    kind: FindingKind;
    provider: string;
    provider_account_id: string | null;
    provider_reference: string;
    attempt_id: string | null;
    amount_minor: number;
    currency: string;
    state: string;
    found_by: 'message' | 'comparison';
    found_at: Date;
    seen_at: Date;
    resolution: 'booked' | 'set_aside' | null;
    resolved_at: Date | null;
    note: string | null;
    payment_id: string | null;
  };
  payment_refunds: {
    merchant_id: string;
    id: Id;
    payment_id: string;
    reference: string;
    amount_minor: number;
    parts: ColumnType<RefundPart[] | null, string | null, never>;
    note: string | null;
    state: RefundState;
    is_by_hand: boolean;
    provider_reference: string | null;
    failure: string | null;
    created_at: Date;
    looked_at: Date | null;
    settled_at: Date | null;
  };
  allocations: {
    merchant_id: string;
    id: Id;
    invoice_id: string;
    payment_id: string | null;
    credit_note_id: string | null;
    reversal_id: string | null;
    draft_id: string | null;
    amount_minor: number;
    effective_date: string;
    created_at: Date;
  };
  payment_drafts: {
    merchant_id: string;
    id: Id;
    entity_id: string;
    customer_id: string;
    principal: string;
    currency: string;
    total_minor: number;
    quoted_date: string;
    expires_at: Date;
    created_at: Date;
    reference: string | null;
    uses_credit: Generated<boolean>;
    settled_at: Date | null;
    renewed_from_id: string | null;
  };
  payment_announcements: {
    merchant_id: string;
    draft_id: string;
    announced_at: Date;
    file_name: string | null;
    media_type: string | null;
    size_bytes: number | null;
    sha256: string | null;
  };
  payment_draft_credits: {
    merchant_id: string;
    id: Id;
    draft_id: string;
    payment_id: string | null;
    credit_note_id: string | null;
    amount_minor: number;
  };
  payment_draft_allocations: {
    merchant_id: string;
    draft_id: string;
    invoice_id: string;
    amount_minor: number;
    late_charges_minor: number;
    due_minor: number | null;
  };
  payment_attempts: PaymentAttemptTable;
  payment_attempt_invoices: {
    merchant_id: string;
    attempt_id: string;
    invoice_id: string;
    amount_minor: number;
    is_open: boolean;
  };
  payment_locks: {
    merchant_id: string;
    principal: string;
    counts_from_at: Date | null;
    locked_until: Date | null;
    epoch: Generated<number>;
  };
  payment_lock_events: {
    merchant_id: string;
    id: Id;
    principal: string;
    kind: 'locked' | 'unlocked';
    reason: string | null;
    happened_at: Date;
  };
  provider_accounts: {
    merchant_id: string;
    id: Id;
    entity_id: string;
    provider: string;
    mode: PaymentMode;
    sealed_keys: Buffer;
    key_hint: string;
    updated_at: Date;
  };
  webhook_inbox: {
    id: Id;
    provider: string;
    provider_account_id: string | null;
    event_id: string;
    provider_reference: string | null;
    body: string;
    received_at: Date;
    processed_at: Date | null;
  };
  sandbox_payments: {
    reference: string;
    attempt_id: string;
    amount_minor: number;
    currency: string;
    method: string;
    state: string;
    failure_code: string | null;
    last4: string | null;
    created_at: Date;
    updated_at: Date;
  };
  sandbox_refunds: {
    reference: string;
    payment_reference: string;
    refund_id: string;
    amount_minor: number;
    state: 'sent' | 'failed';
    created_at: Date;
  };
  document_links: {
    id: string;
    merchant_id: string;
    document_id: string;
    contact_id: string;
    generation: Generated<number>;
    revoked_at: Date | null;
    minted_at: Date;
  };
  sign_in_challenges: SignInChallengeTable;
  brand_previews: {
    merchant_id: string;
    id: Id;
    entity_id: string;
    token_sha256: Buffer;
    patch: Json<BrandPatch>;
    expires_at: Date;
  };
  sessions: {
    id: Id;
    merchant_id: string;
    contact_id: string;
    email: string;
    token_sha256: Buffer;
    method: 'code' | 'link';
    remember: boolean;
    authenticated_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  };
  link_sessions: {
    id: Id;
    merchant_id: string;
    link_id: string;
    generation: number;
    token_sha256: Buffer;
    last_seen_at: Date;
    expires_at: Date;
    created_at: Date;
  };
  rate_limits: { key: string; points: number; expire: number | null };
  api_keys: {
    id: string;
    merchant_id: string;
    name: string;
    secret_sha256: Buffer;
    scopes: string[];
    created_at: Date;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  idempotency_keys: {
    merchant_id: string;
    key: string;
    request_sha256: string;
    status: number | null;
    body: string | null;
    created_at: Date;
  };
  mail_templates: {
    merchant_id: string;
    id: Id;
    entity_id: string;
    kind: string;
    language: string;
    subject: string;
    body: string;
    updated_at: Date;
  };
  mails: MailTable;
  comment_threads: {
    merchant_id: string;
    document_id: string;
    comments_count: Generated<number>;
    merchant_read_number: Generated<number>;
    owner_email: string | null;
  };
  comments: {
    merchant_id: string;
    id: Id;
    document_id: string;
    number: number;
    side: CommentSide;
    contact_id: string | null;
    author_name: string;
    is_internal: boolean;
    body: string;
    source: CommentSource;
    repeat_key: string | null;
    created_at: Date;
  };
  comment_files: {
    merchant_id: string;
    id: Id;
    comment_id: string;
    file_name: string;
    media_type: string;
    size_bytes: number;
    sha256: string;
  };
  comment_readers: {
    merchant_id: string;
    document_id: string;
    contact_id: string;
    read_number: number;
    read_at: Date;
  };
  comment_recipients: {
    id: string;
    merchant_id: string;
    document_id: string;
    contact_id: string | null;
    email: string | null;
    told_number: number;
    told_at: Date | null;
  };
  proposals: ProposalTable;
  document_events: {
    merchant_id: string;
    id: Id;
    document_id: string;
    kind: string;
    contact_id: string | null;
    data: Json<Record<string, unknown>>;
    happened_at: Date;
  };
};

export type DocumentFileRole = 'original' | 'pdf' | 'preview' | 'attachment';

type EntityTable = {
  merchant_id: string;
  id: Id;
  slug: string;
  legal_name: string;
  trading_name: string;
  vat_number: string | null;
  registration_number: string | null;
  endpoint_scheme: string | null;
  endpoint_value: string | null;
  address: Json<PostalAddress>;
  email: string;
  phone: string | null;
  website: string | null;
  language: string;
  time_zone: string;
  iban: string | null;
  bic: string | null;
  account_name: string | null;
  branding: Json<Branding>;
  link_opens: Generated<LinkOpens>;
  payment_providers: Generated<string[]>;
  payment_mode: Generated<PaymentMode>;
  administrator_emails: Generated<string[]>;
  comment_team_email: string | null;
  host: string | null;
  reference_form: ReferenceForm | null;
  part_payment_min_minor: Generated<number | null>;
  created_at: Created;
};

type CustomerTable = {
  merchant_id: string;
  id: Id;
  name: string;
  vat_number: string | null;
  registration_number: string | null;
  endpoint_scheme: string | null;
  endpoint_value: string | null;
  address: Json<PostalAddress>;
  language: string | null;
  audience: Generated<'b2b' | 'b2c'>;
  link_opens: LinkOpens | null;
  invoice_email: string | null;
  created_at: Created;
};

type DocumentTable = {
  merchant_id: string;
  id: Id;
  entity_id: string;
  customer_id: string;
  kind: DocumentKind;
  number: string;
  issue_date: string;
  due_date: string;
  currency: string;
  payable_minor: number;
  payment_reference: string | null;
  order_reference: string | null;
  customer_reference: string | null;
  content: Json<DocumentContent>;
  search_text: GeneratedAlways<string>;
  source_sha256: string;
  import_id: string | null;
  voided_at: Date | null;
  disputed_at: Date | null;
  imported_at: Date;
};

type PaymentTable = {
  merchant_id: string;
  id: Id;
  entity_id: string;
  customer_id: string;
  provider: string;
  provider_reference: string;
  method: string;
  amount_minor: number;
  currency: string;
  received_date: string;
  note: string | null;
  attempt_id: string | null;
  payment_references: Generated<string[]>;
  provider_account_id: string | null;
  created_at: Date;
};

type PaymentAttemptTable = {
  merchant_id: string;
  id: string;
  draft_id: string;
  principal: string;
  provider: string;
  provider_account_id: string | null;
  method: string;
  state: AttemptState;
  provider_reference: string | null;
  action: Json<AttemptAction> | null;
  failure_class: FailureClass | null;
  failure_code: FailureCode | null;
  failure_counted_at: Date | null;
  lock_epoch: number;
  last4: string | null;
  created_at: Date;
  looked_at: Date | null;
  settled_at: Date | null;
};

type SignInChallengeTable = {
  id: Id;
  merchant_id: string;
  entity_id: string | null;
  contact_id: string | null;
  email: string;
  cookie_sha256: Buffer;
  is_mail_due: boolean;
  tries_count: Generated<number>;
  return_document_id: string | null;
  return_page: ReturnPage | null;
  remember: Generated<boolean>;
  host: string | null;
  proof: string | null;
  created_at: Date;
  expires_at: Date;
  consumed_at: Date | null;
  session_id: string | null;
};

type MailTable = {
  merchant_id: string;
  id: Id;
  entity_id: string;
  kind: string;
  message_id: string;
  to_email: string;
  from_name: string;
  reply_to: string | null;
  subject: string;
  text_body: string;
  html_body: string;
  attachments: Json<MailAttachment[]>;
  document_id: string | null;
  contact_id: string | null;
  queued_at: Date;
  sent_at: Date | null;
  failed_at: Date | null;
  last_error: string | null;
};

/** `contentId` marks a picture that the HTML shows inline. */
export type MailAttachment = { fileName: string; mediaType: string; sha256: string; contentId?: string };

type BundleTable = {
  merchant_id: string;
  id: Id;
  contact_id: string;
  email: string;
  entity_id: string;
  language: string;
  customer_ids: string[];
  document_ids: string[];
  payment_ids: string[];
  from_date: string | null;
  to_date: string | null;
  is_stored: boolean;
  done_count: Generated<number>;
  tries_count: Generated<number>;
  size_bytes: number | null;
  requested_at: Date;
  finished_at: Date | null;
  expires_at: Date | null;
  canceled_at: Date | null;
  failed_at: Date | null;
};

type ProposalTable = {
  merchant_id: string;
  id: Id;
  document_id: string;
  kind: ProposalKind;
  contact_id: string;
  author_name: string;
  before: Json<ProposedDetails>;
  proposed: Json<ProposedDetails>;
  note: string | null;
  proposed_at: Date;
  state: Generated<ProposalState>;
  is_replaced: Generated<boolean>;
  closed_at: Date | null;
  reason: string | null;
};
