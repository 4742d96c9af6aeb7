-- A brand that is not saved, to look at behind a link for an hour.
create table brand_previews (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  token_sha256 bytea not null unique,
  -- What differs from the saved brand; shape in branding/change-brand.ts
  patch jsonb not null,
  expires_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id)
);
create index brand_previews_expiry on brand_previews (expires_at);
