-- Money that the merchant asked to be given back: written before the provider is asked, with the id as idempotency key there. What has left is a
-- row of payment_reversals; this one says who asked for it and what became of it.
create table payment_refunds (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  -- The merchant's own name of it: the same name twice is one refund.
  reference text not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- From which invoices it is taken: [{invoiceId, amountMinor}]. Null: from what is not allocated, then from the newest allocation.
  parts jsonb,
  note text,
  -- requested: the provider may have it or not. accepted: it has, and no money has left yet. A refund that was sent may still fail days later.
  state text not null check (state in ('requested', 'accepted', 'sent', 'failed')),
  is_by_hand boolean not null,
  provider_reference text,
  failure text,
  created_at timestamptz not null,
  -- When the provider was last asked without an end being in sight.
  looked_at timestamptz,
  settled_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id)
);
-- The id alone is what providers carry for us, so it is unique over all merchants.
create unique index payment_refunds_id on payment_refunds (id);
create unique index payment_refunds_once on payment_refunds (merchant_id, reference);
create index payment_refunds_of_payment on payment_refunds (merchant_id, payment_id);
create index payment_refunds_open on payment_refunds (created_at) where state in ('requested', 'accepted');

-- The sandbox's own books, as those of its payments.
create table sandbox_refunds (
  reference text primary key,
  payment_reference text not null references sandbox_payments (reference),
  refund_id uuid not null unique,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('sent', 'failed')),
  created_at timestamptz not null
);
create index sandbox_refunds_of_payment on sandbox_refunds (payment_reference);
