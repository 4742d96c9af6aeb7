-- A merchant gives up late charges of one invoice that have arisen until a day: of one charge (code) or of all (null), up to an
-- amount or (null) whole. What arises after that day is not given up. Ended, it counts no more, as if it had never been.
create table late_charge_waivers (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  waived_date date not null,
  code text,
  amount_minor bigint check (amount_minor > 0),
  reason text not null,
  waived_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  ended_by text,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id),
  check (num_nonnulls(ended_at, ended_reason, ended_by) in (0, 3))
);
create index late_charge_waivers_of_document on late_charge_waivers (merchant_id, document_id);

-- What was claimed before it was waived is taken back by a negative row of that waiver, and comes again by a positive one.
alter table late_charges
  add column waiver_id uuid,
  add foreign key (merchant_id, waiver_id) references late_charge_waivers (merchant_id, id);

drop index document_events_marked;
create index document_events_marked on document_events (merchant_id, happened_at)
  where kind in ('voided', 'dispute_opened', 'dispute_ended', 'reminder_recorded', 'reminder_removed', 'charges_waived', 'waiver_ended');
