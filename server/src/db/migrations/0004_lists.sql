-- What lists and look-ups of a large installation are found by.

-- The merchant API lists by id.
drop index documents_listed;
create index documents_listed on documents (merchant_id, kind, id);
drop index payments_of_customer;
create index payments_of_customer on payments (merchant_id, customer_id, id);
-- Of marked documents there are few.
create index documents_voided on documents (merchant_id, id) where voided_at is not null;
create index documents_disputed on documents (merchant_id, id) where disputed_at is not null;

-- The portal lists paid invoices and credit notes newest first.
create index documents_of_customer_issued on documents (merchant_id, customer_id, kind, issue_date, id);

-- What changed since an instant.
create index documents_imported on documents (merchant_id, imported_at);
create index allocations_created on allocations (merchant_id, created_at);
create index late_charges_created on late_charges (merchant_id, created_at);
create index document_events_marked on document_events (merchant_id, happened_at)
  where kind in ('voided', 'dispute_opened', 'dispute_ended');

-- An invoice finds the credit notes that name it.
create index documents_preceding on documents using gin ((content -> 'precedingInvoices')) where kind = 'credit_note';
