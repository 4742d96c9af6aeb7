-- Every table carries merchant_id and every reference between tables of one merchant includes it, so a row cannot point
-- into another merchant's data and the whole schema can be spread by merchant_id. Amounts are whole minor units of the
-- row's currency. Columns that end in _date are calendar dates, in _at instants.

-- One operator of invoices; owns everything below.
create table merchants (
  id uuid primary key default uuidv7(),
  name text not null,
  created_at timestamptz not null default now()
);

-- A legal entity of the merchant: the name, brand, bank account and rules that its customers see.
create table entities (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  -- Names the entity in addresses such as /sign-in?entity=…; unique over the installation.
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  legal_name text not null,
  trading_name text not null,
  vat_number text,
  registration_number text,
  endpoint_scheme text,
  endpoint_value text,
  address jsonb not null,
  email text not null,
  phone text,
  website text,
  language text not null,
  time_zone text not null,
  iban text,
  bic text,
  account_name text,
  -- { accent, accentDark?, logoFileKey?, legalFooter? }; shape in shared/src/branding.ts
  branding jsonb not null,
  -- What a mailed link opens: sign_in, pay_card, document or account.
  link_opens text not null default 'document' check (link_opens in ('sign_in', 'pay_card', 'document', 'account')),
  -- Ids of payment providers that are switched on, in the order in which they are offered.
  payment_providers text[] not null default '{}',
  -- Who is told of payments and of locks.
  administrator_emails text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (merchant_id, id)
);
-- An imported document finds its entity by these.
create unique index entities_vat_number on entities (merchant_id, vat_number) where vat_number is not null;
create unique index entities_endpoint on entities (merchant_id, endpoint_scheme, endpoint_value) where endpoint_value is not null;

-- Late charge rules of an entity, or of one customer of it, from a day on. Rows are never changed: a new rule is a new version.
create table late_charge_policies (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  customer_id uuid,
  version integer not null,
  valid_from_date date not null,
  -- shape in shared/src/late-charge/policy.ts
  policy jsonb not null,
  created_at timestamptz not null default now(),
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id)
);
create unique index late_charge_policies_version on late_charge_policies
  (merchant_id, entity_id, coalesce(customer_id, '00000000-0000-0000-0000-000000000000'), version);

-- The party that owes.
create table customers (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  name text not null,
  vat_number text,
  registration_number text,
  endpoint_scheme text,
  endpoint_value text,
  address jsonb not null,
  language text,
  audience text not null default 'b2b' check (audience in ('b2b', 'b2c')),
  -- Overrides the entity's setting where set.
  link_opens text check (link_opens in ('sign_in', 'pay_card', 'document', 'account')),
  created_at timestamptz not null default now(),
  primary key (merchant_id, id)
);
create unique index customers_vat_number on customers (merchant_id, vat_number) where vat_number is not null;
create unique index customers_endpoint on customers (merchant_id, endpoint_scheme, endpoint_value) where endpoint_value is not null;
-- A buyer without any number is found by name. A hash, because a name may be longer than what an ordered index holds.
create index customers_name on customers using hash (lower(name));

alter table late_charge_policies
  add foreign key (merchant_id, customer_id) references customers (merchant_id, id);

-- A person who may sign in for a customer. The same address may be a contact of several customers.
create table contacts (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  name text,
  -- Lower case; what people type is folded before it is compared.
  email text not null check (email = lower(email)),
  language text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create unique index contacts_email on contacts (merchant_id, customer_id, email);
create index contacts_by_email on contacts (merchant_id, email);

-- One run of the importer. The report says per file what happened and why.
create table imports (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  source text not null check (source in ('api', 'command', 'demo')),
  files_count integer not null,
  imported_count integer not null,
  unchanged_count integer not null,
  refused_count integer not null,
  -- shape in shared/src/import-report.ts
  report jsonb not null,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);

-- An issued invoice or credit note. Immutable but for voided_at and disputed_at, which somebody decided.
-- Outstanding balance, overdue, paid: derived from payable_minor, late_charges and allocations, and today.
create table documents (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note')),
  number text not null,
  issue_date date not null,
  -- An invoice without one is due on its issue date.
  due_date date not null,
  currency text not null,
  payable_minor bigint not null,
  payment_reference text,
  order_reference text,
  -- What the document says, whole: shape DocumentContent in shared/src/document.ts
  content jsonb not null,
  -- SHA-256 of the bytes it came from: the same file twice changes nothing.
  source_sha256 text not null,
  import_id uuid,
  voided_at timestamptz,
  disputed_at timestamptz,
  imported_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id),
  foreign key (merchant_id, import_id) references imports (merchant_id, id)
);
create unique index documents_number on documents (merchant_id, entity_id, kind, number);
create index documents_of_customer on documents (merchant_id, customer_id, kind, due_date, id);
create index documents_listed on documents (merchant_id, kind, issue_date, id);
create index documents_source on documents (merchant_id, source_sha256);
create index documents_payment_reference on documents (merchant_id, payment_reference) where payment_reference is not null;

-- Bytes that belong to a document; the bytes themselves lie in the file store under `sha256`.
-- original: as it came; pdf: what the customer downloads; preview: the picture of page one for mails; attachment: BG-24.
create table document_files (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  role text not null check (role in ('original', 'pdf', 'preview', 'attachment')),
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  created_at timestamptz not null default now(),
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id)
);
create unique index document_files_single on document_files (merchant_id, document_id, role) where role <> 'attachment';
create index document_files_of_document on document_files (merchant_id, document_id);

-- A late charge that was claimed: what was accrued at the moment the debt was paid or the merchant claimed it. A waiver is a negative row.
create table late_charges (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  code text not null,
  amount_minor bigint not null,
  charge_date date not null,
  -- The calculation line it came from, with policy version, base, rate and days: shape LateChargeLine in shared/src/late-charge/line.ts
  line jsonb not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id)
);
create index late_charges_of_document on late_charges (merchant_id, document_id);

-- Money received, booked once, never changed. Money that went back is a row in payment_reversals.
-- What is left of it after allocations is the unallocated amount: credit on account.
create table payments (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  customer_id uuid not null,
  -- sandbox, stripe, mollie, bank, or manual for what the merchant records by hand
  provider text not null,
  -- The provider's own id of the money; for manual payments the id of the request that recorded it.
  provider_reference text not null,
  method text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  received_date date not null,
  note text,
  attempt_id uuid,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);
create unique index payments_once on payments (merchant_id, provider, provider_reference);
create index payments_of_customer on payments (merchant_id, customer_id, received_date, id);

-- Money of a payment that went back: a debit returned by the bank, a refund, a dispute that was lost.
create table payment_reversals (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  kind text not null check (kind in ('returned', 'refund', 'dispute')),
  provider_reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reversed_date date not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id)
);
create unique index payment_reversals_once on payment_reversals (merchant_id, payment_id, kind, provider_reference);

-- The part of a payment or credit note applied to one invoice. Append-only: a reversal adds negative rows.
-- effective_date is the day from which it lowers the debt (the day a quoted amount was good for, not the day money arrived).
create table allocations (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  payment_id uuid,
  credit_note_id uuid,
  reversal_id uuid,
  amount_minor bigint not null check (amount_minor <> 0),
  effective_date date not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, invoice_id) references documents (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id),
  foreign key (merchant_id, credit_note_id) references documents (merchant_id, id),
  foreign key (merchant_id, reversal_id) references payment_reversals (merchant_id, id),
  check (num_nonnulls(payment_id, credit_note_id) = 1),
  check ((amount_minor < 0) = (reversal_id is not null))
);
create index allocations_of_invoice on allocations (merchant_id, invoice_id);
create index allocations_of_payment on allocations (merchant_id, payment_id) where payment_id is not null;
create index allocations_of_credit_note on allocations (merchant_id, credit_note_id) where credit_note_id is not null;

-- What shall be paid: payer, currency, total, allocations. Immutable once an attempt started.
-- principal is contact:<id> for somebody signed in, link:<id> for the holder of a mailed link.
create table payment_drafts (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  customer_id uuid not null,
  principal text not null,
  currency text not null,
  total_minor bigint not null check (total_minor > 0),
  -- The day whose amount due was quoted, in the entity's time zone.
  quoted_date date not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers (merchant_id, id)
);

create table payment_draft_allocations (
  merchant_id uuid not null references merchants (id),
  draft_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- The part of amount_minor that is late charges accrued on quoted_date and not yet charged.
  late_charges_minor bigint not null check (late_charges_minor between 0 and amount_minor),
  primary key (merchant_id, draft_id, invoice_id),
  foreign key (merchant_id, draft_id) references payment_drafts (merchant_id, id),
  foreign key (merchant_id, invoice_id) references documents (merchant_id, id)
);

-- One try to collect a draft at a provider; written before the provider is asked. Its id is the idempotency key there.
-- States go forward only; succeeded wins over anything found before it, returned is the one way out of succeeded.
create table payment_attempts (
  merchant_id uuid not null references merchants (id),
  id uuid not null,
  draft_id uuid not null,
  principal text not null,
  provider text not null,
  method text not null,
  state text not null check (state in
    ('submitting', 'requires_action', 'processing', 'unknown', 'succeeded', 'failed', 'canceled', 'expired', 'returned')),
  provider_reference text,
  -- What the customer must do next, while requires_action.
  action jsonb,
  failure_class text,
  failure_code text,
  -- When the failure was counted for the lock, by the database's clock; null when it did not count. Decided once, when it is seen first.
  failure_counted_at timestamptz,
  -- The lock's epoch in which the attempt was admitted: failures of an earlier epoch no longer count.
  lock_epoch integer not null,
  last4 text,
  created_at timestamptz not null,
  -- When the provider was last asked without an end being in sight.
  looked_at timestamptz,
  settled_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, draft_id) references payment_drafts (merchant_id, id)
);
-- The id alone is what providers carry for us, so it is unique over all merchants.
create unique index payment_attempts_id on payment_attempts (id);
create unique index payment_attempts_reference on payment_attempts (provider, provider_reference) where provider_reference is not null;
create index payment_attempts_of_draft on payment_attempts (merchant_id, draft_id);
create index payment_attempts_in_flight on payment_attempts (merchant_id, principal)
  where state in ('submitting', 'requires_action', 'processing', 'unknown');
create index payment_attempts_unsettled on payment_attempts (created_at)
  where state in ('submitting', 'requires_action', 'processing', 'unknown');
create index payment_attempts_counted on payment_attempts (merchant_id, principal, failure_counted_at)
  where failure_counted_at is not null;

-- One row per attempt and invoice; the partial unique index allows one open attempt per invoice, whoever starts it.
create table payment_attempt_invoices (
  merchant_id uuid not null references merchants (id),
  attempt_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null,
  is_open boolean not null,
  primary key (merchant_id, attempt_id, invoice_id),
  foreign key (merchant_id, attempt_id) references payment_attempts (merchant_id, id),
  foreign key (merchant_id, invoice_id) references documents (merchant_id, id)
);
create unique index payment_attempt_invoices_open on payment_attempt_invoices (merchant_id, invoice_id) where is_open;

alter table payments
  add foreign key (merchant_id, attempt_id) references payment_attempts (merchant_id, id);

-- One row per principal that has tried to pay; held while an attempt is admitted or settled, so that these happen one after another.
-- Failures in a row are the principal's attempts counted since the latest of counts_from_at, an elapsed locked_until and 24 hours ago.
-- Locked while locked_until is in the future by the database's clock.
create table payment_locks (
  merchant_id uuid not null references merchants (id),
  principal text not null,
  -- The last success or unlock, by the database's clock.
  counts_from_at timestamptz,
  locked_until timestamptz,
  -- Raised by an unlock: failures of attempts from an earlier epoch are not counted.
  epoch integer not null default 0,
  primary key (merchant_id, principal)
);

-- That somebody was locked, and that the merchant lifted a lock and why.
create table payment_lock_events (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  principal text not null,
  kind text not null check (kind in ('locked', 'unlocked')),
  reason text,
  happened_at timestamptz not null,
  primary key (merchant_id, id),
  check ((kind = 'unlocked') = (reason is not null))
);
create index payment_lock_events_of_principal on payment_lock_events (merchant_id, principal, happened_at);

-- What providers told us, stored before it is answered; a row is work until processed_at is set.
create table webhook_inbox (
  id uuid primary key default uuidv7(),
  provider text not null,
  event_id text not null,
  -- The provider's id of the object to look at; the body itself is never believed.
  provider_reference text,
  body text not null,
  received_at timestamptz not null,
  processed_at timestamptz,
  unique (provider, event_id)
);

-- The sandbox provider's own books, apart from ours as a real provider's would be.
create table sandbox_payments (
  reference text primary key,
  attempt_id uuid not null unique,
  amount_minor bigint not null,
  currency text not null,
  method text not null,
  state text not null,
  failure_code text,
  last4 text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- A mailed link to one document for one contact. The token itself is not stored: it is recomputed from this row and a key outside the database.
-- Revoking raises generation, which every copy in the world carries; minting again clears revoked_at.
create table document_links (
  -- 80 random bits, base64url
  id text primary key,
  merchant_id uuid not null references merchants (id),
  document_id uuid not null,
  contact_id uuid not null,
  generation integer not null default 1,
  revoked_at timestamptz,
  created_at timestamptz not null,
  foreign key (merchant_id, document_id) references documents (merchant_id, id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id)
);
create unique index document_links_once on document_links (merchant_id, document_id, contact_id);

-- A pending sign-in: one mail with a link and a code. Unknown addresses get a row of the same shape, and no mail.
-- Neither code nor link is stored: both are recomputed from the id and keys outside the database, so the same mail can be sent again.
create table sign_in_challenges (
  id uuid primary key default uuidv7(),
  merchant_id uuid not null references merchants (id),
  entity_id uuid not null,
  -- Null until the mail is written, which happens off the request path; for ever null when nobody is there to write to.
  contact_id uuid,
  email text not null,
  -- Of the browser that asked.
  cookie_sha256 bytea not null unique,
  -- A mail was asked for and not yet written.
  is_mail_due boolean not null,
  tries_count integer not null default 0,
  -- Where to go afterwards: a route of ours and an id, never an address from outside.
  return_document_id uuid,
  remember boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  session_id uuid,
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id)
);

-- A signed-in browser. Sees every customer that its address is an enabled contact of.
create table sessions (
  id uuid primary key default uuidv7(),
  merchant_id uuid not null references merchants (id),
  contact_id uuid not null,
  -- The address that was proved: a contact whose address changes is signed out.
  email text not null,
  token_sha256 bytea not null unique,
  method text not null check (method in ('code', 'link')),
  remember boolean not null,
  authenticated_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id)
);

-- What the first act on a mailed link's page gives: one document, at the level of the link, for a short while.
create table link_sessions (
  id uuid primary key default uuidv7(),
  merchant_id uuid not null references merchants (id),
  link_id text not null references document_links (id),
  -- Of the link when the session was made: a revoked link takes its sessions with it.
  generation integer not null,
  token_sha256 bytea not null unique,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);

-- Counters of rate-limiter-flexible, in the shape that it asks for; `expire` in milliseconds since 1970. The key is a MAC, so
-- that no address or visitor is kept here.
create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- A key of the merchant's own software.
create table api_keys (
  id text primary key,
  merchant_id uuid not null references merchants (id),
  name text not null,
  secret_sha256 bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- The answer to a request that carried an Idempotency-Key, given again when it is repeated.
create table idempotency_keys (
  merchant_id uuid not null references merchants (id),
  key text not null,
  request_sha256 text not null,
  status integer,
  body text,
  created_at timestamptz not null,
  primary key (merchant_id, key)
);

-- What an entity's mails say, per kind and language. Placeholders start with #.
create table mail_templates (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  kind text not null,
  language text not null,
  subject text not null,
  body text not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id)
);
create unique index mail_templates_once on mail_templates (merchant_id, entity_id, kind, language);

-- One mail to one address, written in the transaction of the fact it tells of. Sent when sent_at is set; message_id stays the
-- same over every try, so that a repeated delivery is recognised.
create table mails (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  kind text not null,
  message_id text not null unique,
  to_email text not null,
  from_name text not null,
  reply_to text,
  subject text not null,
  text_body text not null,
  html_body text not null,
  -- [{ fileName, mediaType, sha256, contentId? }]
  attachments jsonb not null default '[]',
  document_id uuid,
  contact_id uuid,
  queued_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id)
);
create index mails_newest on mails (merchant_id, queued_at desc);

-- What happened to a document, for the people who ask: sent, seen by a person, paid, reversed, voided.
create table document_events (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  kind text not null,
  contact_id uuid,
  data jsonb not null default '{}',
  happened_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id)
);
create index document_events_of_document on document_events (merchant_id, document_id, happened_at);
-- A document is seen once per contact, however often it is opened.
create unique index document_events_viewed on document_events (merchant_id, document_id, contact_id) where kind = 'viewed';
