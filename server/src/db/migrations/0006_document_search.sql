-- Customers search their documents by what these say, and sort them.

-- As texts are compared: without accents, in one case, with one kind of apostrophe, the same under every locale of a database.
create function folded_text(raw text) returns text
  language sql immutable strict parallel safe
  return casefold(regexp_replace(normalize(translate(raw, '’‘', ''''''), nfkd), '[\u0300-\u036f]', '', 'g') collate pg_unicode_fast);

-- Letters and digits alone: however a reference is spaced and slashed, it is the same reference.
create function squeezed_text(raw text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(folded_text(raw) collate pg_unicode_fast, '[^[:alnum:]]', '', 'g');

-- What a document is found by, a line each: its numbers and references as they are and squeezed, the buyer, the lines, the notes.
create function document_search_text(number text, payment_reference text, order_reference text, content jsonb) returns text
  language sql immutable parallel safe
begin atomic
  with reference (value) as (
    values (number), (payment_reference), (order_reference), (content ->> 'buyerReference')
    union all select value #>> '{}' from jsonb_path_query(content, '$.precedingInvoices[*]') value
  ), said (value) as (
    select value from reference
    union all select value #>> '{}' from jsonb_path_query(content, '$.buyer.name') value
    union all select value #>> '{}' from jsonb_path_query(content, '$.buyer.tradingName') value
    union all select value #>> '{}' from jsonb_path_query(content, '$.lines[*].name') value
    union all select value #>> '{}' from jsonb_path_query(content, '$.lines[*].description') value
    union all select value #>> '{}' from jsonb_path_query(content, '$.lines[*].note') value
    union all select value #>> '{}' from jsonb_path_query(content, '$.notes[*]') value
  )
  select folded_text((select string_agg(distinct value, E'\n') from said))
    || coalesce(E'\n' || (select string_agg(distinct squeezed_text(value), E'\n') from reference), '');
end;

alter table documents add column search_text text not null
  generated always as (document_search_text(number, payment_reference, order_reference, content)) stored;

-- In each order in which the portal lists; the orders by due and by issue date are there.
create index documents_of_customer_amount on documents (merchant_id, customer_id, kind, currency, payable_minor, id);
create index documents_of_customer_number on documents (merchant_id, customer_id, kind, number, id);
