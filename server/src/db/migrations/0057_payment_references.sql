-- Under which references its payer sent the money, as they were shown: of baskets, or of single invoices.
alter table payments add column payment_references text[] not null default '{}';

-- What the payer of one invoice is told to write, without the spaces and signs that people add or leave out.
create index documents_bare_reference on documents
  (merchant_id, upper(regexp_replace(coalesce(payment_reference, number), '[^A-Za-z0-9]', '', 'g'))) where kind = 'invoice';
