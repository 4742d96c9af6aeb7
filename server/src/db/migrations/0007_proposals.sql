-- What somebody of a customer asks the merchant to correct: the reference of one document, or the customer's billing details for
-- invoices to come. Only what the merchant accepts is taken over, into the two columns below and the customer's row; a document's content
-- never changes. Rows stay when they are closed. What they say belongs to the customer's data.
create table proposals (
  merchant_id uuid not null references merchants (id),
  id uuid not null default uuidv7(),
  document_id uuid not null,
  kind text not null check (kind in ('reference', 'billing_details')),
  contact_id uuid not null,
  -- As it was then.
  author_name text not null,
  -- The fields that shall change, as they were and as they shall be: shape ProposedDetails in shared/src/proposal.ts
  before jsonb not null,
  proposed jsonb not null,
  note text,
  proposed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  -- Withdrawn by a newer one.
  is_replaced boolean not null default false,
  closed_at timestamptz,
  -- What the merchant said with the answer.
  reason text,
  primary key (merchant_id, id),
  foreign key (merchant_id, document_id) references documents (merchant_id, id),
  foreign key (merchant_id, contact_id) references contacts (merchant_id, id),
  check ((state = 'open') = (closed_at is null)),
  check (state in ('accepted', 'declined') or reason is null),
  check (state = 'withdrawn' or not is_replaced)
);
create unique index proposals_open on proposals (merchant_id, document_id, kind) where state = 'open';
create index proposals_of_document on proposals (merchant_id, document_id, kind, id);
create index proposals_taken_over on proposals (merchant_id, closed_at) where kind = 'reference' and state = 'accepted';

-- The contact to whom invoices are mailed; null, or where no contact has this address: to all of them.
alter table customers add column invoice_email text check (invoice_email = lower(invoice_email));

-- What the customer wants to find the document by, as the merchant accepted it; searched like what the document says itself.
alter table documents add column customer_reference text;
alter table documents alter column search_text set expression as (
  document_search_text(number, payment_reference, order_reference, content)
    || coalesce(E'\n' || folded_text(customer_reference) || E'\n' || squeezed_text(customer_reference), ''));
