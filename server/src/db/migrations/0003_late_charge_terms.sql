-- A policy may also hold for one invoice alone. Its own id and version name it among those of the same holder.
alter table late_charge_policies
  add column document_id uuid,
  add foreign key (merchant_id, document_id) references documents (merchant_id, id),
  add check (num_nonnulls(customer_id, document_id) <= 1);
drop index late_charge_policies_version;
create unique index late_charge_policies_version on late_charge_policies
  (merchant_id, entity_id, coalesce(customer_id, document_id, '00000000-0000-0000-0000-000000000000'), (policy ->> 'id'), version);

-- A reminder that went out, by whatever way and whoever sent it. Which one it is (first, second) follows from the dates.
create table reminders (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  sent_date date not null,
  channel text not null check (channel in ('email', 'post')),
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id)
);
create index reminders_of_document on reminders (merchant_id, document_id);

-- A rate of a published series from a day on, as the merchant loaded it. Rows are never changed: of two for the same day the newer
-- row wins, and both win over the rates that come with the program.
create table reference_rates (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  series text not null,
  from_date date not null,
  -- The last day it was published for; beyond it nothing is guessed.
  to_date date not null check (to_date >= from_date),
  percent text not null,
  source text not null,
  created_at timestamptz not null,
  primary key (merchant_id, id)
);
create index reference_rates_of_series on reference_rates (merchant_id, series, from_date);
