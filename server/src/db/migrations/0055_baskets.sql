-- What people and banks call a draft, and the money that comes for it: ten digits, without the check digits that its entity's form
-- of references adds. One that a server from before
-- this migration still makes has none, and is called by its id.
alter table payment_drafts add column reference text check (reference ~ '^[0-9]{10}$');
update payment_drafts set reference = numbered.reference from (
  select merchant_id, id, lpad(row_number() over (partition by merchant_id order by id)::text, 10, '0') as reference
  from payment_drafts) as numbered
  where payment_drafts.merchant_id = numbered.merchant_id and payment_drafts.id = numbered.id;
create unique index payment_drafts_reference on payment_drafts (merchant_id, reference);

-- What was owed of the invoice when it was quoted, of which amount_minor is all or a part; null: all.
alter table payment_draft_allocations add column due_minor bigint check (due_minor >= amount_minor);

-- rf: ISO 11649. belgian: +++123/4567/89012+++. Null: as is usual in the entity's country.
alter table entities add column reference_form text check (reference_form in ('rf', 'belgian'));
-- The least that may be paid of an invoice, in minor units; null: only all that is owed.
alter table entities add column part_payment_min_minor bigint default 1000 check (part_payment_min_minor > 0);
