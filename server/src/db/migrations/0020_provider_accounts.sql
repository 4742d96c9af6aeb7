-- Whether an entity takes real money. Keys of the other kind are refused, and those kept from before are not offered.
alter table entities
  add column payment_mode text not null default 'test' check (payment_mode in ('test', 'live'));

-- An entity's account at a payment provider, one for each mode. Never deleted while a payment may still be told of: its keys ask for it.
create table provider_accounts (
  merchant_id uuid not null references merchants (id),
  -- Stands in the address that the provider calls.
  id uuid not null default uuidv7(),
  entity_id uuid not null,
  provider text not null,
  mode text not null check (mode in ('test', 'live')),
  -- The keys, encrypted under a key outside the database: payments/seal-keys.ts.
  sealed_keys bytea not null,
  -- The last four characters of the key, by which a person recognises it.
  key_hint text not null,
  updated_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, entity_id) references entities (merchant_id, id)
);
-- The id alone is what providers call, so it is unique over all merchants.
create unique index provider_accounts_id on provider_accounts (id);
create unique index provider_accounts_once on provider_accounts (merchant_id, entity_id, provider, mode);

-- With whose keys an attempt was made; null where the provider needs none.
alter table payment_attempts
  add column provider_account_id uuid,
  add foreign key (merchant_id, provider_account_id) references provider_accounts (merchant_id, id);

-- Ids of messages are the provider's for one account; another account may use the same ones without hiding them.
alter table webhook_inbox
  add column provider_account_id uuid references provider_accounts (id),
  drop constraint webhook_inbox_provider_event_id_key,
  add constraint webhook_inbox_once unique nulls not distinct (provider, provider_account_id, event_id);
