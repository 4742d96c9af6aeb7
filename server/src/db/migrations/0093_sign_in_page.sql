-- Where signing in leads where it is no document: a path of shared/src/return-page.ts. Null: the open invoices.
alter table sign_in_challenges add column return_page text;
