-- Credit of the customer that a draft is paid with, as it was planned when the draft was made: what is left of a payment or of a credit note.
-- Used in the transaction that books the draft, as far as it is still there; until then an open attempt keeps others from planning it.
create table payment_draft_credits (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  draft_id uuid not null,
  payment_id uuid,
  credit_note_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (merchant_id, id),
  foreign key (merchant_id, draft_id) references payment_drafts (merchant_id, id),
  foreign key (merchant_id, payment_id) references payments (merchant_id, id),
  foreign key (merchant_id, credit_note_id) references documents (merchant_id, id),
  check (num_nonnulls(payment_id, credit_note_id) = 1)
);
create unique index payment_draft_credits_once on payment_draft_credits (merchant_id, draft_id, coalesce(payment_id, credit_note_id));
create index payment_draft_credits_of_source on payment_draft_credits (merchant_id, coalesce(payment_id, credit_note_id));

-- total_minor is what is left to pay once credit is taken off; nothing where credit covers all.
alter table payment_drafts drop constraint payment_drafts_total_minor_check;
alter table payment_drafts add check (total_minor >= 0);
-- Whether its payer wants credit to be used; a renewed draft asks for it again.
alter table payment_drafts add column uses_credit boolean not null default false;
-- When credit that covers all of it was used. What is paid with money has an attempt instead.
alter table payment_drafts add column settled_at timestamptz;

-- The draft for which credit was applied, where it was: an allocation made long after the payment or credit note that it is of.
alter table allocations add column draft_id uuid;
alter table allocations add foreign key (merchant_id, draft_id) references payment_drafts (merchant_id, id);
create index allocations_of_draft on allocations (merchant_id, draft_id) where draft_id is not null;
