-- What showed, when it was asked for, that the browser has to do with the address: 'link:…', 'session:…' or 'challenge:…'. Null: nothing did.
-- Such requests are counted by themselves, so that strangers who type the address use up nothing of them.
alter table sign_in_challenges add column proof text;
