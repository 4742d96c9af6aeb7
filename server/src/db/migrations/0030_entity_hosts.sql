-- A name of the entity's own, under which its pages are and its links lead; null: the installation's.
alter table entities
  add column host text unique check (host = lower(host) and host ~ '^[a-z0-9.-]{4,253}$');

-- Where a code was asked for: only there does the browser have the cookie that the link in its mail needs. Null: the installation's name.
alter table sign_in_challenges
  add column host text;
