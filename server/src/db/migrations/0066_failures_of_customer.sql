-- What a customer's payers have failed at lately, whoever of them it was.
create index payment_attempts_counted_lately on payment_attempts (merchant_id, failure_counted_at) where failure_counted_at is not null;
