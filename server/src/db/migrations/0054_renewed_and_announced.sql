-- The draft that this one took the place of, so that it can say which of its invoices were left out.
alter table payment_drafts add column renewed_from_id uuid;
alter table payment_drafts add foreign key (merchant_id, renewed_from_id) references payment_drafts (merchant_id, id);

-- Its payer says that the money of a draft was transferred: so that nobody pays twice, and the merchant looks for it. It pays nothing.
create table payment_announcements (
  merchant_id uuid not null references merchants (id),
  draft_id uuid not null,
  announced_at timestamptz not null,
  -- A proof that came with it or later; all null without one. The bytes lie in the file store.
  file_name text,
  media_type text,
  size_bytes bigint,
  sha256 text,
  primary key (merchant_id, draft_id),
  foreign key (merchant_id, draft_id) references payment_drafts (merchant_id, id),
  check (num_nulls(file_name, media_type, size_bytes, sha256) in (0, 4))
);
