-- The conversation about one document; its row comes with the first comment or setting. It is held while a comment is added, so that
-- numbers have no gaps and are seen in their order.
create table comment_threads (
  merchant_id uuid not null references merchants (id),
  document_id uuid not null,
  -- The number of the newest comment.
  comments_count integer not null default 0,
  -- The merchant has read up to this number.
  merchant_read_number integer not null default 0,
  -- Who of the merchant's own people is mailed about it. Null: the entity's team, else its administrators.
  owner_email text check (owner_email = lower(owner_email)),
  primary key (merchant_id, document_id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id)
);

-- What somebody said about a document. Never changed. An internal one is a note among the merchant's own people: no query for customers
-- and no mail to them reads it.
create table comments (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  number integer not null,
  side text not null check (side in ('customer', 'merchant')),
  contact_id uuid,
  -- As it was then.
  author_name text not null,
  is_internal boolean not null,
  body text not null,
  source text not null check (source in ('portal', 'mail', 'api', 'command')),
  -- The same request or the same mail again is the same comment.
  repeat_key text,
  created_at timestamptz not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references comment_threads (merchant_id, document_id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id),
  check ((side = 'customer') = (contact_id is not null)),
  check (side = 'merchant' or not is_internal)
);
create unique index comments_number on comments (merchant_id, document_id, number);
create unique index comments_once on comments (merchant_id, document_id, repeat_key) where repeat_key is not null;

-- A file that came with a comment, as we keep it: a picture is one that we have drawn anew.
create table comment_files (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  comment_id uuid not null,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, comment_id) references comments (merchant_id, id)
);
create index comment_files_of_comment on comment_files (merchant_id, comment_id);

-- How far a contact has read.
create table comment_readers (
  merchant_id uuid not null references merchants (id),
  document_id uuid not null,
  contact_id uuid not null,
  read_number integer not null,
  read_at timestamptz not null,
  primary key (merchant_id, document_id, contact_id),
  foreign key (merchant_id, document_id) references comment_threads (merchant_id, document_id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id)
);

-- Somebody who is mailed about a conversation: a contact, or an address of the merchant's own people. A reply to such a mail comes to an
-- address that names this row; what proves it is not stored but recomputed with a key outside the database.
create table comment_recipients (
  -- 80 random bits, base64url
  id text primary key,
  merchant_id uuid not null references merchants (id),
  document_id uuid not null,
  contact_id uuid,
  email text check (email = lower(email)),
  -- Was mailed what the other side said up to this number, and when last.
  told_number integer not null,
  told_at timestamptz,
  foreign key (merchant_id, document_id) references comment_threads (merchant_id, document_id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id),
  check (num_nonnulls(contact_id, email) = 1)
);
create unique index comment_recipients_contact on comment_recipients (merchant_id, document_id, contact_id) where contact_id is not null;
create unique index comment_recipients_email on comment_recipients (merchant_id, document_id, email) where email is not null;

-- Who is mailed about the conversations of an entity where the document has no owner.
alter table entities add column comment_team_email text check (comment_team_email = lower(comment_team_email));
