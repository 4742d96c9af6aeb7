-- A ZIP of several documents that somebody signed in asked for. What goes in is decided when it is asked for. Its state is derived: ended by
-- canceled_at, failed_at or the passing of expires_at; ready since finished_at; else being made, done_count of its documents and payments so far.
create table bundles (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  -- Who asked: whoever is signed in with this address, and nobody else, may have it.
  contact_id uuid not null,
  email text not null,
  -- Whose stationery a mail about it wears.
  entity_id uuid not null,
  language text not null,
  -- Whose documents are in it: who may not read all of them any more may not have it.
  customer_ids uuid[] not null,
  document_ids uuid[] not null,
  payment_ids uuid[] not null,
  -- The period that was asked for; null of a selection.
  from_date date,
  to_date date,
  -- Made by a job and kept as a file. A small one is made anew while it is downloaded.
  is_stored boolean not null,
  done_count integer not null default 0,
  -- How often it was begun: one that ends the server each time is given up.
  tries_count integer not null default 0,
  size_bytes bigint,
  requested_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  canceled_at timestamptz,
  failed_at timestamptz,
  primary key (merchant_id, id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id),
  check ((finished_at is null) = (expires_at is null))
);
create index bundles_of_person on bundles (merchant_id, email, requested_at);
create index bundles_requested on bundles (requested_at);
