-- When the link was last handed out: a mail printed it, or the merchant copied it. It opens its document again from then on.
alter table document_links rename column created_at to minted_at;
