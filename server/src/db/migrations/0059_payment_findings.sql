-- What a provider's books and ours say differently, found by a message or by the nightly comparison.
-- unknown_payment: bears an id of ours, and no attempt here is known of it (the database was restored from before). Booked only by somebody who
-- says whose it is. found_late: no message had told of it; booked by itself. amount_differs: of a booked payment. missing_at_provider: booked here,
-- and the provider knows nothing of it.
create table payment_findings (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('unknown_payment', 'found_late', 'amount_differs', 'missing_at_provider')),
  provider text not null,
  provider_account_id uuid,
  provider_reference text not null,
  -- The attempt that it names, which need not be here.
  attempt_id uuid,
  -- As the provider has it; of missing_at_provider as it is booked here.
  amount_minor bigint not null,
  currency text not null,
  state text not null,
  found_by text not null check (found_by in ('message', 'comparison')),
  found_at timestamptz not null,
  seen_at timestamptz not null,
  resolution text check (resolution in ('booked', 'set_aside')),
  resolved_at timestamptz,
  note text,
  -- What it is booked as here.
  payment_id uuid,
  primary key (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id),
  check ((resolution is null) = (resolved_at is null))
);
create unique index payment_findings_once on payment_findings (merchant_id, provider, provider_reference, kind);
create index payment_findings_open on payment_findings (merchant_id, id) where resolved_at is null;

-- With whose keys money was taken of which no attempt is known here.
alter table payments add column provider_account_id uuid;
